using System.Text.Json;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Runtime.Approvals;
using Platform.Runtime.Tasks;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Actions;

/// <summary>Gives people tasks about records, through the write pipeline: reminders, notices and hooks of tasks follow as ever.</summary>
internal sealed class CreateTaskAction : IProcessActionHandler
{
    private const int LongestSubject = 255;

    /// <inheritdoc/>
    public ProcessActionKind Kind => ProcessActionKind.CreateTask;

    /// <inheritdoc/>
    public async Task RunAsync(WriteBatch batch, ProcessAction action, IReadOnlyList<DueAction> due, CancellationToken cancellation)
    {
        StageTasks made = await StageTasks.LoadAsync(batch, [.. due.Select(d => d.Source).OfType<string>()], cancellation);
        DueAction[] missing = [.. due.Where(d => d.Source is null || !made.IsMade(d.Source))];
        if (missing.Length > 0) await CreateAsync(batch, action.Task!, missing, cancellation);
    }

    // A record may come by the same place more than once in a transaction.
    private static string SourceOf(WriteBatch batch, DueAction due) => due.Source ?? $"process:{due.Record.Id:N}:{due.Place}:{batch.Now.Ticks}:{batch.Depth}";

    private static async Task CreateAsync(WriteBatch batch, TaskTemplate task, DueAction[] due, CancellationToken cancellation)
    {
        Approver[] meant = task.Assignee is { } approver ? [approver] : [];
        ActionPeople people = await ActionPeople.FindAsync(batch, meant, due, cancellation);
        // Of several users whom the record names there is one at most; whoever acts is there at any rate.
        Dictionary<DueAction, Guid> assignees = due.ToDictionary(d => d, d => people.Of(meant, d).FirstOrDefault(d.Person));
        Dictionary<Guid, string> languages = await LanguagesAsync(batch, [.. assignees.Values.Distinct()], cancellation);
        DateTime? at = task.DueAfter is { } minutes ? batch.Model.TimeOf(task.Calendar).Add(batch.Now, TimeSpan.FromMinutes(minutes)) : null;
        var layout = RecordLayout.Of(batch.Model.Object(TaskFields.ObjectName));
        WriteBatch nested = batch.OfPlatform(layout,
        [
            .. due.Select((d, i) => new RecordWrite(layout, i, WriteKind.Create, Guid.CreateVersion7())
            {
                Input = Input(batch, task, d, assignees[d], languages.GetValueOrDefault(assignees[d], batch.Caller.Language), at),
            }),
        ]);
        await WritePipeline.RunAsync(nested, cancellation);
        if (!nested.IsRefused && nested.HasPendingChecks) await batch.Session.FlushAsync(cancellation);
        if (nested.Refusal is { } whole) batch.Refusal = whole;
        else if (nested.Records.Find(r => r.IsRefused) is { } refused) batch.Refusal = refused.Refusal(batch.Caller.Language, isMany: false);
    }

    private static Dictionary<string, object?> Input(WriteBatch batch, TaskTemplate task, DueAction due, Guid assignee, string language, DateTime? at)
    {
        string plain = task.Subject.In(language), subject = Text(plain, due);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            // The values may all be blank.
            [TaskFields.Subject] = Cut(string.IsNullOrWhiteSpace(subject) ? plain : subject),
            [TaskFields.Description] = task.Description is { } description ? Text(description.In(language), due) : null,
            [TaskFields.Priority] = JsonNamingPolicy.CamelCase.ConvertName(task.Priority.ToString()),
            [TaskFields.Due] = at,
            [TaskFields.Assignee] = assignee.ToString("D"),
            [TaskFields.Object] = batch.Layout.Object.Name,
            [TaskFields.Record] = due.Record.Id.ToString("D"),
            [TaskFields.Source] = SourceOf(batch, due),
        };
    }

    private static string Text(string template, DueAction due) => TextTemplate.Parse(template)?.Render(e => due.Texts.GetValueOrDefault(e)) ?? template;

    private static string Cut(string text) => text.Length <= LongestSubject ? text : text[..(char.IsHighSurrogate(text[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject)];

    private static async Task<Dictionary<Guid, string>> LanguagesAsync(WriteBatch batch, Guid[] users, CancellationToken cancellation)
    {
        Dictionary<Guid, string> languages = [];
        batch.Session.Enqueue(DirectoryStatements.Languages(batch.Model, batch.Caller.Schema).Bind([users]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                if (!await reader.IsDBNullAsync(1, c)) languages[reader.GetGuid(0)] = reader.GetString(1);
            }
        });
        await batch.Session.FlushAsync(cancellation);
        return languages;
    }
}
