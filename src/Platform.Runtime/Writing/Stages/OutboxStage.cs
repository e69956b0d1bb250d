using System.Buffers;
using System.Text;
using System.Text.Json;
using Platform.Metadata.Permissions;
using Platform.Runtime.Reading;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Tells the world behind the outbox what changed, in the same transaction: a message <c>record.changed</c> for each object and kind of change (and each thousand
/// records), with the ids and, of updates, the changed fields: those that change others have messages of their own, unless that makes many of them.
/// </summary>
internal static class OutboxStage
{
    /// <summary>Topic of the messages.</summary>
    public const string Topic = "record.changed";

    private const int MaxIds = 1_000;
    private const int MaxKinds = 10;
    private static readonly SqlTable Table = new("platform", "outbox");
    private static readonly string[] Columns = ["tenant_id", "topic", "key", "payload", "next_attempt_at", "attempts"];
    private static readonly StatementTemplate InsertOne = InsertOneStatement();
    private static readonly StatementTemplate InsertMany = InsertManyStatement();

    // Arrives at every node when the transaction is committed, and not otherwise.
    private static readonly StatementTemplate TeamsChanged = new(new SqlSelect
    {
        Items = [new SqlItem(SqlExpression.Call("pg_notify", StatementTemplate.Value(SqlType.Text, 0), StatementTemplate.Value(SqlType.Text, 1)))],
    });

    /// <summary>Runs the stage.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        List<string> payloads = [];
        foreach (var change in batch.Written.GroupBy(w => (w.Layout, w.Kind)))
        {
            foreach ((string[]? fields, IEnumerable<WrittenRecord> records) in Alike(change.Key.Layout, change.Key.Kind, [.. change], batch.IsShared ? int.MaxValue : MaxKinds))
            {
                foreach (WrittenRecord[] part in records.Chunk(MaxIds)) payloads.Add(Payload(batch, change.Key.Layout, change.Key.Kind, part, fields));
            }
        }

        if (payloads.Count == 0) return Task.CompletedTask;
        batch.Session.HasWritten = true;
        if (batch.Written.Any(w => TeamReach.DependsOn(w.Layout.Object)))
        {
            batch.Session.Enqueue(TeamsChanged.Bind(TeamReach.TeamsChannel, batch.Caller.Schema), (_, _) => ValueTask.CompletedTask);
        }

        string[] keys = [.. payloads.Select(_ => RecordIds.New().ToString("D"))];
        batch.Session.EnqueueNote(payloads.Count == 1
            ? InsertOne.Bind(batch.Caller.TenantId, Topic, keys[0], payloads[0], null, batch.Model.Revision)
            : InsertMany.Bind(batch.Caller.TenantId, Topic, keys, payloads.ToArray(), null, batch.Model.Revision));

        // Rollups come after, and wait for deploys as well.
        batch.Session.IsRevisionGuarded = !RollupStage.Concerns(batch);
        return Task.CompletedTask;
    }

    // Updates by the fields that they change; nothing is said of fields where that makes too many kinds of them. Those of several requests are told as they would be alone.
    private static IEnumerable<(string[]? Fields, IEnumerable<WrittenRecord> Records)> Alike(RecordLayout layout, WriteKind kind, IReadOnlyList<WrittenRecord> records, int most)
    {
        if (kind != WriteKind.Update || records.Any(r => r.Record is null)) return [(null, records)];
        if (records is [{ Record: { } only }]) return [(Changed(layout, only), records)];
        var alike = records.Select(r => (Fields: Changed(layout, r.Record!), Record: r)).GroupBy(r => string.Join(',', r.Fields)).ToList();
        return alike.Count > most ? [(null, records)] : alike.Select(group => ((string[]?)group.First().Fields, group.Select(r => r.Record)));
    }

    private static string[] Changed(RecordLayout layout, RecordWrite record) =>
        [.. layout.Fields.Where(f => record.IsChanged[f.Ordinal]).Select(f => f.Field.Name)];

    private static string Payload(WriteBatch batch, RecordLayout layout, WriteKind kind, WrittenRecord[] records, string[]? fields)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("object", layout.Object.Name);
            writer.WriteString("kind", kind.ToString().ToLowerInvariant());
            writer.WriteStartArray("ids");
            foreach (WrittenRecord record in records) writer.WriteStringValue(record.Id);
            writer.WriteEndArray();
            if (fields is not null)
            {
                writer.WriteStartArray("fields");
                foreach (string field in fields) writer.WriteStringValue(field);
                writer.WriteEndArray();
            }

            // What is its owner's alone is written by nobody else.
            if (layout.Object.IsSystem && PersonalObjects.Contains(layout.Object.Name)) writer.WriteString("for", batch.Caller.UserId);
            writer.WriteString("by", batch.Caller.UserId);
            writer.WriteString("at", batch.Now);
            writer.WriteNumber("revision", batch.Model.Revision);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// Parameters are tenant, topic, key, payload, when to deliver it (nobody delivers events, they are followed), and the revision of the model. The number of attempts is
    /// nought, or the failure of the write (<see cref="RevisionGuard"/>).
    /// </summary>
    private static StatementTemplate InsertOneStatement() => new(new SqlInsert
    {
        Table = Table,
        Columns = Columns,
        Rows =
        [
            [
                StatementTemplate.Value(SqlType.Uuid, 0), StatementTemplate.Value(SqlType.Text, 1), StatementTemplate.Value(SqlType.Text, 2),
                StatementTemplate.Value(SqlType.Jsonb, 3), StatementTemplate.Value(SqlType.TimestampTz, 4), RevisionGuard.NoughtUnlessOutdated(0, 5),
            ],
        ],
    });

    /// <summary>As <see cref="InsertOneStatement"/>, with arrays of keys and payloads.</summary>
    private static StatementTemplate InsertManyStatement()
    {
        SqlExpression Input(string column) => SqlExpression.Column("i", column);
        return new StatementTemplate(new SqlInsert
        {
            Table = Table,
            Columns = Columns,
            Source = new SqlSelect
            {
                Items =
                [
                    new SqlItem(StatementTemplate.Value(SqlType.Uuid, 0)),
                    new SqlItem(StatementTemplate.Value(SqlType.Text, 1)),
                    new SqlItem(Input("key")),
                    new SqlItem(Input("payload").As(SqlType.Jsonb)),
                    new SqlItem(StatementTemplate.Value(SqlType.TimestampTz, 4)),
                    new SqlItem(RevisionGuard.NoughtUnlessOutdated(0, 5)),
                ],
                From = new SqlFunctionSource(
                    new SqlCall("unnest", [StatementTemplate.Value(SqlType.Text.Array, 2), StatementTemplate.Value(SqlType.Text.Array, 3)]), "i", ["key", "payload"]),
            },
        });
    }
}
