using System.Globalization;
using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Notifications;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Comments;

/// <summary>Comments stand at records that their author may read, and name people who may read them too.</summary>
internal static class CommentStage
{
    /// <summary>Most people that one comment names.</summary>
    public const int MaxMentions = 50;

    /// <summary>Most files of one comment.</summary>
    public const int MaxFiles = 10;

    private static readonly LocalizedText Mentioned =
        new([new LocalizedEntry("en", "{actor} mentioned you in a comment"), new LocalizedEntry("zh-CN", "{actor}在评论中提到了您")]);

    /// <summary>True for the object of comments.</summary>
    public static bool Is(RecordLayout layout) => layout.Object is { IsSystem: true, Name: HistoryFields.CommentObjectName };

    /// <summary>Before the write: the records are there.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (Is(batch.Layout)) DescribedRecords.Enqueue(batch);
        return Task.CompletedTask;
    }

    /// <summary>After it: comments of records that are gone for good go too; who is named anew is told.</summary>
    public static async Task FollowAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (batch.Written.Exists(w => w.Kind == WriteKind.Purge) && batch.Model.TryGetObject(HistoryFields.CommentObjectName, out ObjectModel? comments))
        {
            HistoryStage.EraseOfPurged(batch, RecordLayout.Of(comments));
        }

        if (!Is(batch.Layout)) return;
        RefuseTooManyFiles(batch);
        if (batch.IsRefused) return;
        FieldSlot mentions = batch.Layout["mentions"];
        RecordWrite[] naming =
        [
            .. batch.Records.Where(r => !r.IsRefused && r.HasEffect && r.Kind is WriteKind.Create or WriteKind.Update)
                .Where(r => r.LinkDeltas.TryGetValue(mentions, out LinkDelta? delta) && delta.Added.Count > 0),
        ];
        if (naming.Length == 0) return;
        await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        await TellAsync(batch, [.. naming.Where(r => !r.IsRefused).Select(r => (r, r.LinkDeltas[mentions].Added.ToArray()))], cancellation);
        if (batch.Refusal is not null) return;

        // What is written already cannot be left out any more: one that names somebody in vain refuses all.
        if (batch.Records.Find(r => r.IsRefused && naming.Contains(r)) is { } failed) batch.Refusal ??= failed.Refusal(batch.Caller.Language, batch.IsMany);
    }

    private static void RefuseTooManyFiles(WriteBatch batch)
    {
        FieldSlot files = batch.Layout["attachments"];
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused || !record.LinkDeltas.TryGetValue(files, out LinkDelta? delta) || delta.Old.Count + delta.Added.Count - delta.Removed.Count <= MaxFiles) continue;
            record.Refuse(GraphQLErrorCode.ValidationFailed, "attachments", ValueProblem.With(WriteCodes.TooManyFiles, "max", MaxFiles));

            // What is written already cannot be left out any more.
            batch.Refusal ??= record.Refusal(batch.Caller.Language, batch.IsMany);
        }
    }

    private static async Task TellAsync(WriteBatch batch, (RecordWrite Record, Guid[] People)[] naming, CancellationToken cancellation)
    {
        foreach ((RecordWrite record, _) in naming.Where(n => n.People.Length > MaxMentions)) Refuse(record);
        (RecordWrite Comment, ObjectModel Target, Guid Record, Guid[] People)[] standing = [.. naming.Where(n => !n.Record.IsRefused).Select(n => (n.Record, TargetOf(batch, n.Record), RecordOf(n.Record), n.People))];
        if (batch.IsRefused || !NotificationStore.HasRoom(batch, standing.Sum(n => n.People.Length))) return;
        HashSet<(Guid Record, Guid Person)> readers = await RecordReaders.OfAsync(batch.Session, batch.Caller, [.. standing.Select(n => (n.Target, n.Record, n.People))], cancellation);
        List<Notice> notices = [];
        foreach ((RecordWrite comment, ObjectModel target, Guid record, Guid[] people) in standing)
        {
            if (!people.All(p => readers.Contains((record, p)))) Refuse(comment);
            else notices.Add(NoticeOf(comment, target, record, people));
        }

        NotificationStore.Enqueue(batch, notices);
    }

    private static Notice NoticeOf(RecordWrite comment, ObjectModel target, Guid record, Guid[] people)
    {
        string turn = ((int)comment.Values[comment.Layout.Version.Ordinal]!).ToString(CultureInfo.InvariantCulture);
        return new Notice
        {
            Type = NoticeTypes.Mention,
            Title = Mentioned,
            Key = $"{NoticeTypes.Mention}:{comment.Id:D}:{turn}",
            Recipients = people,
            Object = target.Name,
            Record = record,
            Link = $"/{target.Name}/{record:D}/show?tab=comments",
        };
    }

    private static ObjectModel TargetOf(WriteBatch batch, RecordWrite comment) => batch.Model.Object((string)comment.Values[comment.Layout[HistoryFields.Object].Ordinal]!);

    private static Guid RecordOf(RecordWrite comment) => Guid.ParseExact((string)comment.Values[comment.Layout[HistoryFields.Record].Ordinal]!, "D");

    private static void Refuse(RecordWrite comment) => comment.Refuse(GraphQLErrorCode.ValidationFailed, "mentions", new ValueProblem(WriteCodes.MentionForbidden));
}
