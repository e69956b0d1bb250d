using Npgsql;
using Platform.Metadata.Collections;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Database;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Mail;

/// <summary>What mail is about: notifications, who gets them and how, and the names of records as the recipient may read them.</summary>
internal sealed class MailStore(RecordConnections connections)
{
    /// <summary>Most entries of a daily mail.</summary>
    public const int MostInDigest = 50;

    private const string Row = "n";

    /// <summary>A notification that waits for its mail.</summary>
    public sealed record Told(Guid Id, Guid Owner, string Type, string Title, string? Object, Guid? Record, string? Link, string Key);

    /// <summary>A task of approval as its assignee sees it.</summary>
    public sealed record Asked(int Version, string Status, Guid Assignee, string? Record, string? Comment, string? Submitter, bool Voids)
    {
        /// <summary>It waits for an answer.</summary>
        public bool IsPending => Status == "pending";
    }

    /// <summary>A notification; null when it is gone, read, or mailed already.</summary>
    public async Task<Told?> FindAsync(TenantState state, Guid id, CancellationToken cancellation)
    {
        RecordLayout layout = Layout(state.Model);
        StatementTemplate find = layout.Template("mail one " + state.Schema, () => Waiting(layout, state.Schema, Of(layout.Id).EqualTo(StatementTemplate.Value(SqlType.Uuid, 0)), 1));
        return await ReadAsync(find.Bind(id), cancellation) is [var told] ? told : null;
    }

    /// <summary>What the daily mail of a person tells, the latest first, and the ids of all that it counts.</summary>
    public async Task<(IReadOnlyList<Told> Told, Guid[] All)> DigestAsync(TenantState state, MailRecipient person, DateTime until, CancellationToken cancellation)
    {
        RecordLayout layout = Layout(state.Model);
        StatementTemplate find = layout.Template("mail digest " + state.Schema, () => Waiting(layout, state.Schema, OfDigest(layout), MostInDigest));
        IReadOnlyList<Told> told = await ReadAsync(find.Bind(person.Id, person.Digest.ToArray(), until), cancellation);
        if (told.Count < MostInDigest) return (told, [.. told.Select(t => t.Id)]);
        StatementTemplate findAll = layout.Template("mail digest all " + state.Schema, () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Of(layout.Id))],
            From = new SqlTableSource(new SqlTable(state.Schema, layout.Object.Table), Row),
            Where = And(OfDigest(layout), IsWaiting(layout)),
        }));
        await using NpgsqlBatch batch = connections.PlannedOnce.CreateBatch();
        batch.BatchCommands.Add(findAll.Bind(person.Id, person.Digest.ToArray(), until));
        HashSet<Guid> all = [.. told.Select(t => t.Id)];
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) all.Add(reader.GetGuid(0));
        return (told, [.. all]);
    }

    /// <summary>Notes that notifications were mailed: those that the mail was made of, and none that was told while it went out.</summary>
    public async Task MailedAsync(TenantState state, Guid[] ids, DateTime now, CancellationToken cancellation)
    {
        RecordLayout layout = Layout(state.Model);
        StatementTemplate note = layout.Template("mailed " + state.Schema, () => new StatementTemplate(new SqlUpdate
        {
            Table = new SqlTable(state.Schema, layout.Object.Table),
            Alias = Row,
            Set = [new SqlAssignment(layout["mailedAt"].Columns[0].Name, StatementTemplate.Value(SqlType.TimestampTz, 0))],
            Where = Of(layout.Id).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 1)),
        }));
        await RunAsync(note.Bind(now, ids), cancellation);
    }

    /// <summary>A person who may get mail; null when they are not active.</summary>
    public async Task<MailRecipient?> PersonAsync(TenantState state, Guid id, CancellationToken cancellation)
    {
        RecordLayout users = RecordLayout.Of(state.Model.Object("User")), settings = RecordLayout.Of(state.Model.Object(PersonalObjects.NotificationSettings));
        FieldSlot[] own = [users["email"], users["name"], users["locale"], users["timeZone"]];
        FieldSlot[] chosen = [settings.Id, settings["mailed"], settings["digest"], settings["digestAt"], settings["quietFrom"], settings["quietUntil"], settings["timeZone"]];
        StatementTemplate find = users.Template("mail person " + state.Schema, () => new StatementTemplate(new SqlSelect
        {
            Items = [.. own.Select(f => new SqlItem(Of(f, "u"))), .. chosen.Select(f => new SqlItem(Of(f, "s")))],
            From = new SqlTableSource(new SqlTable(state.Schema, users.Object.Table), "u").LeftJoin(
                new SqlTableSource(new SqlTable(state.Schema, settings.Object.Table), "s"), And(Of(settings.Owner, "s").EqualTo(Of(users.Id, "u")), Of(settings.DeletedAt, "s").IsNull())),
            Where = And(Of(users.Id, "u").EqualTo(StatementTemplate.Value(SqlType.Uuid, 0)), Of(users["active"], "u"), Of(users.DeletedAt, "u").IsNull()),
        }));
        await using NpgsqlBatch batch = connections.PlannedOnce.CreateBatch();
        batch.BatchCommands.Add(find.Bind(id));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        T? Get<T>(int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
        bool hasChosen = !reader.IsDBNull(own.Length);
        int at = own.Length + 1;
        return new MailRecipient
        {
            Id = id,
            Settings = hasChosen ? reader.GetGuid(own.Length) : null,
            Email = Get<string>(0) ?? string.Empty,
            Name = Get<string>(1) ?? string.Empty,
            Language = Get<string>(2) ?? "en",
            Zone = LocalClock.Zone(Get<string>(at + 5) ?? Get<string>(3)),
            Mailed = hasChosen ? Get<string[]>(at) ?? [] : [.. MailRecipient.Default<EquatableArray<string>>(state.Model, "mailed")],
            Digest = hasChosen ? Get<string[]>(at + 1) ?? [] : [.. MailRecipient.Default<EquatableArray<string>>(state.Model, "digest")],
            DigestAt = hasChosen && !reader.IsDBNull(at + 2) ? reader.GetFieldValue<TimeOnly>(at + 2) : MailRecipient.Default<TimeOnly>(state.Model, "digestAt"),
            QuietFrom = reader.IsDBNull(at + 3) ? null : reader.GetFieldValue<TimeOnly>(at + 3),
            QuietUntil = reader.IsDBNull(at + 4) ? null : reader.GetFieldValue<TimeOnly>(at + 4),
        };
    }

    /// <summary>The name of a record as its reader may read it, and its version; null when they may not.</summary>
    public async Task<(string? Name, int Version)?> NameAsync(RecordCaller reader, string target, Guid record, CancellationToken cancellation)
    {
        if (!reader.Model.TryGetObject(target, out ObjectModel? model)) return null;
        ObjectPermissions rights = reader.Permissions.For(target);
        if (!rights.CanRead) return null;
        var layout = RecordLayout.Of(model);
        FieldSlot[] fields = rights.CanReadField(model.NameField) ? [layout.Version, layout[model.NameField]] : [layout.Version];
        object?[]? row = await RowAsync(reader, layout, record, fields, cancellation);
        return row is null ? null : (fields.Length == 1 ? null : row[1] as string, (int)row[0]!);
    }

    /// <summary>A task of approval as somebody may read it; null when they may not.</summary>
    public async Task<Asked?> AskedAsync(RecordCaller reader, Guid task, CancellationToken cancellation)
    {
        RecordLayout tasks = RecordLayout.Of(reader.Model.Object(ApprovalFields.TaskObject)), requests = RecordLayout.Of(reader.Model.Object(ApprovalFields.RequestObject));
        object?[]? found = await RowAsync(reader, tasks, task, [tasks.Version, tasks["status"], tasks["assignee"], tasks["request"]], cancellation);
        if (found is null) return null;
        object?[]? request = await RowAsync(reader, requests, (Guid)found[3]!, [requests["recordName"], requests["comment"], requests.Owner, requests["voids"]], cancellation);
        string? submitter = request?[2] is Guid owner ? (await NameAsync(reader, "User", owner, cancellation))?.Name : null;
        return new Asked((int)found[0]!, (string)found[1]!, (Guid)found[2]!, request?[0] as string, request?[1] as string, submitter, request?[3] is true);
    }

    private async Task<object?[]?> RowAsync(RecordCaller reader, RecordLayout layout, Guid id, FieldSlot[] fields, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = connections.PlannedOnce.CreateBatch();
        batch.BatchCommands.Add(RecordStatements.Lock(layout, reader, RowRight.Read, RowState.Live, null, fields).Bind(new[] { id }, reader.UserId, reader.Reach));
        await using NpgsqlDataReader row = await batch.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return null;
        return [.. Enumerable.Range(1, fields.Length).Select(i => row.IsDBNull(i) ? null : row.GetValue(i))];
    }

    private async Task<IReadOnlyList<Told>> ReadAsync(NpgsqlBatchCommand command, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = connections.PlannedOnce.CreateBatch();
        batch.BatchCommands.Add(command);
        List<Told> told = [];
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        while (await reader.ReadAsync(cancellation))
        {
            Guid? record = Guid.TryParseExact(Text(5), "D", out Guid id) ? id : null;
            told.Add(new Told(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), Text(4), record, Text(6), reader.GetString(7)));
        }

        return told;
    }

    private async Task RunAsync(NpgsqlBatchCommand command, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = connections.PlannedOnce.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What a person was told of some kinds until an instant; these are the parameters.</summary>
    private static SqlExpression OfDigest(RecordLayout layout) => And(
        Of(layout.Owner).EqualTo(StatementTemplate.Value(SqlType.Uuid, 0)), Of(layout["type"]).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
        Infix(Of(layout.CreatedAt), "<=", StatementTemplate.Value(SqlType.TimestampTz, 2)));

    private static SqlExpression IsWaiting(RecordLayout layout) => And(Of(layout["readAt"]).IsNull(), Of(layout["mailedAt"]).IsNull(), Of(layout.DeletedAt).IsNull());

    private static StatementTemplate Waiting(RecordLayout layout, string schema, SqlExpression which, int most)
    {
        FieldSlot[] fields = [layout.Id, layout.Owner, layout["type"], layout["title"], layout["object"], layout["record"], layout["link"], layout["key"]];
        return new StatementTemplate(new SqlSelect
        {
            Items = [.. fields.Select(f => new SqlItem(Of(f)))],
            From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), Row),
            Where = And(which, IsWaiting(layout)),
            OrderBy = [new SqlOrder(Of(layout.CreatedAt), true)],
            Limit = Number(most),
        });
    }

    private static RecordLayout Layout(TenantModel model) => RecordLayout.Of(model.Object(PersonalObjects.Notification));

    private static SqlExpression Of(FieldSlot slot, string alias = Row) => Column(alias, slot.Columns[0].Name);
}
