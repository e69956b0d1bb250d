using System.Globalization;
using Npgsql;
using Platform.GraphQL;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Mail;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Stages;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Notifications;

/// <summary>
/// Writes notifications, always within the transaction that causes them: they stand or fall with it. One statement writes the records, the events by which open pages hear
/// of them, and a message of the outbox for each by which mail follows; a notification that is there already leads to nothing.
/// </summary>
public static class NotificationStore
{
    /// <summary>Stands for the name of who caused it in a title.</summary>
    public const string Actor = "{actor}";

    /// <summary>Most notifications of one transaction: of a write with all that follows from it.</summary>
    public const int MostOfWrite = 5_000;

    private const string Input = "i";
    private const string Recipient = "u";
    private const string Causer = "a";
    private const string Made = "made";

    /// <summary>
    /// The command that writes notifications; null when nobody is to be told. Whoever runs it outside of a write rings <see cref="CommitBell"/> after the commit, or
    /// else open pages hear of it some seconds later.
    /// </summary>
    /// <param name="place">Where, when and by whom.</param>
    /// <param name="notices">What is told.</param>
    public static NpgsqlBatchCommand? Write(NoticePlace place, IEnumerable<Notice> notices)
    {
        ArgumentNullException.ThrowIfNull(place);
        (Guid To, Notice Notice)[] rows = [.. Rows(place, notices)];
        return rows.Length == 0 ? null : Write(place, rows);
    }

    private static NpgsqlBatchCommand Write(NoticePlace place, (Guid To, Notice Notice)[] rows)
    {
        T[] Each<T>(Func<Guid, Notice, T> value) => [.. rows.Select(r => value(r.To, r.Notice))];
        return Template(place.Model, place.Schema).Bind(
            Each((_, _) => Guid.CreateVersion7()),
            Each((to, _) => to),
            Each((_, n) => n.Type),
            Each((_, n) => n.Title.In("en")),
            Each((_, n) => n.Title.In("zh-CN")),
            Each((_, n) => n.Object),
            Each((_, n) => n.Record?.ToString("D")),
            Each((_, n) => n.Link),
            Each((_, n) => n.Key),
            place.Now,
            place.By,
            place.TenantId,
            place.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>Refuses a write that would tell more, counted with all that its transaction has told, than one may; true when it may.</summary>
    internal static bool HasRoom(WriteBatch batch, int more)
    {
        if (batch.Session.Notices + more <= MostOfWrite) return true;
        batch.Refuse(GraphQLErrorCode.LimitExceeded, ValueProblem.With(WriteCodes.TooManyNotices, "max", MostOfWrite));
        return false;
    }

    /// <summary>Writes notifications with a write of records; one that would tell too much is refused.</summary>
    internal static void Enqueue(WriteBatch batch, IEnumerable<Notice> notices)
    {
        NoticePlace place = new(batch.Caller.TenantId, batch.Caller.Schema, batch.Model, batch.Now, batch.Caller.UserId);
        (Guid To, Notice Notice)[] rows = [.. Rows(place, notices).Take(MostOfWrite + 1)];
        if (rows.Length == 0 || !HasRoom(batch, rows.Length)) return;
        batch.Session.Notices += rows.Length;
        batch.Session.Enqueue(Write(place, rows));
        batch.Session.HasWritten = true;
    }

    private static IEnumerable<(Guid To, Notice Notice)> Rows(NoticePlace place, IEnumerable<Notice> notices) =>
        notices.SelectMany(n => n.Recipients.Where(r => n.IsByTime || r != place.By).Distinct().Select(r => (r, n))).DistinctBy(r => (r.r, r.n.Key));

    private static StatementTemplate Template(TenantModel model, string schema)
    {
        RecordLayout layout = RecordLayout.Of(model.Object(PersonalObjects.Notification));
        return layout.Template("notify " + schema, () => new StatementTemplate(MailRows() with
        {
            With = [new SqlCte(Made, Rows(layout, model, schema)), new SqlCte("told", EventRows())],
        }));
    }

    private static SqlInsert Rows(RecordLayout layout, TenantModel model, string schema)
    {
        var users = RecordLayout.Of(model.Object("User"));
        var settings = RecordLayout.Of(model.Object(PersonalObjects.NotificationSettings));
        SqlExpression now = StatementTemplate.Value(SqlType.TimestampTz, 9), by = StatementTemplate.Value(SqlType.Uuid, 10);
        (FieldSlot Field, SqlExpression Value)[] values =
        [
            (layout.Id, Column(Input, "id")),
            (layout.Version, Number(1)),
            (layout.CreatedAt, now), (layout.CreatedBy, by), (layout.UpdatedAt, now), (layout.UpdatedBy, by),
            (layout.Owner, Column(Input, "recipient")),
            (layout["type"], Column(Input, "type")),
            (layout["title"], Title(users)),
            (layout["object"], Column(Input, "object")), (layout["record"], Column(Input, "record")), (layout["link"], Column(Input, "link")),
            (layout["inApp"], Not(Hidden(settings, schema))),
            (layout["key"], Column(Input, "key")),
        ];
        SqlTable people = new(schema, users.Object.Table);
        return new SqlInsert
        {
            Table = new SqlTable(schema, layout.Object.Table),
            Alias = "n",
            Columns = [.. values.Select(v => Name(v.Field))],
            Source = new SqlSelect
            {
                Items = [.. values.Select(v => new SqlItem(v.Value))],
                From = Arrived()
                    .Join(new SqlTableSource(people, Recipient), And(
                        Of(users.Id, Recipient).EqualTo(Column(Input, "recipient")), Of(users["active"], Recipient), Of(users.DeletedAt, Recipient).IsNull()))
                    .LeftJoin(new SqlTableSource(people, Causer), Of(users.Id, Causer).EqualTo(by)),
            },
            OnConflict = new SqlConflict([], null, []),
            Returning = [new SqlItem(Column("n", Name(layout.Id)), "id"), new SqlItem(Column("n", Name(layout.Owner)), "recipient")],
        };
    }

    private static SqlFunctionSource Arrived()
    {
        string[] columns = ["id", "recipient", "type", "en", "zh", "object", "record", "link", "key"];
        return new SqlFunctionSource(
            new SqlCall("unnest", [.. columns.Select((c, i) => StatementTemplate.Value(i < 2 ? SqlType.Uuid.Array : SqlType.Text.Array, i))]), Input, columns);
    }

    // In the language of who is told.
    private static SqlCall Title(RecordLayout users)
    {
        SqlCase text = new([(Of(users["locale"], Recipient).EqualTo(Literal("zh-CN")), Column(Input, "zh"))], Column(Input, "en"));
        SqlExpression name = Call("coalesce", Of(users["name"], Causer), Literal(string.Empty));
        return new SqlCall("left", [Call("replace", text, Literal(Actor), name), Number(500)]);
    }

    private static SqlExpression Hidden(RecordLayout settings, string schema) => Exists(new SqlSelect
    {
        Items = [new SqlItem(Number(1))],
        From = new SqlTableSource(new SqlTable(schema, settings.Object.Table), "s"),
        Where = And(
            Of(settings.Owner, "s").EqualTo(Column(Input, "recipient")), Of(settings.DeletedAt, "s").IsNull(),
            Column(Input, "type").EqualToAny(Of(settings["hidden"], "s"))),
    });

    /// <summary>The events, as those of any other write; they say whom they are for, so that nobody else's stream looks at them.</summary>
    private static SqlInsert EventRows()
    {
        SqlExpression Member(string column) => Column("m", column);
        SqlExpression payload = Call(
            "jsonb_build_object",
            Literal("object"), Literal(PersonalObjects.Notification), Literal("kind"), Literal("create"), Literal("ids"), Call("jsonb_build_array", Member("id")),
            Literal("for"), Member("recipient"), Literal("by"), StatementTemplate.Value(SqlType.Uuid, 10), Literal("at"), StatementTemplate.Value(SqlType.Text, 12));
        return new SqlInsert
        {
            Table = new SqlTable("platform", "outbox"),
            Columns = ["tenant_id", "topic", "key", "payload", "next_attempt_at"],
            Source = new SqlSelect
            {
                Items =
                [
                    new SqlItem(StatementTemplate.Value(SqlType.Uuid, 11)), new SqlItem(Literal(OutboxStage.Topic)), new SqlItem(Member("id").As(SqlType.Text)),
                    new SqlItem(payload), new SqlItem(Null),
                ],
                From = new SqlCteSource(Made, "m"),
            },
        };
    }

    /// <summary>What mail follows from: one lane for each person, so that nobody's mail waits for that of others.</summary>
    private static SqlInsert MailRows() => new()
    {
        Table = new SqlTable("platform", "outbox"),
        Columns = ["tenant_id", "topic", "target", "lane", "key", "payload"],
        Source = new SqlSelect
        {
            Items =
            [
                new SqlItem(StatementTemplate.Value(SqlType.Uuid, 11)), new SqlItem(Literal(MailTopics.Notification)),
                new SqlItem(Column("m", "recipient").As(SqlType.Text)), new SqlItem(Column("m", "recipient").As(SqlType.Text)), new SqlItem(Column("m", "id").As(SqlType.Text)),
                new SqlItem(Call("jsonb_build_object", Literal("notification"), Column("m", "id"))),
            ],
            From = new SqlCteSource(Made, "m"),
        },
    };

    private static SqlExpression Of(FieldSlot slot, string alias) => Column(alias, Name(slot));

    private static string Name(FieldSlot slot) => slot.Columns[0].Name;
}
