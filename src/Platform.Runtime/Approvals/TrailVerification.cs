using System.Text.Json;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Approvals;

/// <summary>Checks the trails of a tenant's approval requests against their hashes.</summary>
/// <param name="Requests">How many requests there are.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Broken">Requests whose trail is not as it was written.</param>
internal sealed record TrailVerification(int Requests, int Entries, IReadOnlyList<Guid> Broken)
{
    private static readonly string[] Fields = ["sequence", "act", "step", "to", "by", "at", "comment", "users", "previousHash", "hash", "digests"];

    /// <summary>Reads every trail, streaming.</summary>
    public static async Task<TrailVerification> RunAsync(NpgsqlConnection connection, TenantModel model, string schema, CancellationToken cancellation)
    {
        RecordLayout requests = RecordLayout.Of(model.Object(ApprovalFields.RequestObject)), entries = RecordLayout.Of(model.Object(ApprovalFields.EntryObject));
        FieldSlot[] fields = [.. Fields.Select(f => entries[f])];
        await using NpgsqlCommand command = new(Statement(requests, entries, fields, schema).Print().Text, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        int requestCount = 0, entryCount = 0;
        List<Guid> broken = [];
        Dictionary<string, Guid> files = new(StringComparer.Ordinal);
        Chain? chain = null;
        while (await reader.ReadAsync(cancellation))
        {
            Guid id = reader.GetGuid(0);
            if (chain?.Request != id)
            {
                Finish();
                requestCount++;
                chain = new Chain(id, reader.IsDBNull(1) ? 0 : reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2));
            }

            if (reader.IsDBNull(3)) continue;
            entryCount++;
            int at = 3;
            foreach (string file in chain.Add([.. fields.Select(f => ColumnReader.Read(reader, f, ref at))])) files.TryAdd(file, id);
        }

        Finish();
        await reader.CloseAsync();
        broken.AddRange((await ChangedAsync(connection, model, schema, files, cancellation)).Except(broken));
        return new TrailVerification(requestCount, entryCount, broken);

        void Finish()
        {
            if (chain is { IsWhole: false }) broken.Add(chain.Request);
        }
    }

    /// <summary>Requests of which a file has another content than the trail says. One that is not there any more is no change: the trail still says what it was.</summary>
    private static async Task<IReadOnlyCollection<Guid>> ChangedAsync(NpgsqlConnection connection, TenantModel model, string schema, Dictionary<string, Guid> files, CancellationToken cancellation)
    {
        if (files.Count == 0) return [];
        RecordLayout layout = RecordLayout.Of(model.Object("File"));
        SqlExpression id = Column("f", layout.Id.Columns[0].Name);
        StatementTemplate statement = new(new SqlSelect
        {
            Items = [new SqlItem(id), new SqlItem(Column("f", layout["sha256"].Columns[0].Name))],
            From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "f"),
            Where = id.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        });
        Dictionary<Guid, string> now = [];
        await using NpgsqlBatch batch = new(connection) { BatchCommands = { statement.Bind([files.Keys.Select(f => Guid.ParseExact(f.AsSpan(0, 36), "D")).ToArray()]) } };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) now[reader.GetGuid(0)] = reader.GetString(1);
        return [.. files.Where(f => now.TryGetValue(Guid.ParseExact(f.Key.AsSpan(0, 36), "D"), out string? digest) && !f.Key.EndsWith(digest, StringComparison.Ordinal)).Select(f => f.Value).Distinct()];
    }

    private static SqlSelect Statement(RecordLayout requests, RecordLayout entries, FieldSlot[] fields, string schema)
    {
        SqlExpression id = Column("r", requests.Id.Columns[0].Name);
        return new SqlSelect
        {
            Items =
            [
                new SqlItem(id), new SqlItem(Column("r", requests["trailLength"].Columns[0].Name)), new SqlItem(Column("r", requests["trailHash"].Columns[0].Name)),
                .. fields.Select(f => new SqlItem(Column("e", f.Columns[0].Name))),
            ],
            From = new SqlTableSource(new SqlTable(schema, requests.Object.Table), "r")
                .LeftJoin(new SqlTableSource(new SqlTable(schema, entries.Object.Table), "e"), Column("e", entries["request"].Columns[0].Name).EqualTo(id)),
            OrderBy = [new SqlOrder(id), new SqlOrder(Column("e", entries["sequence"].Columns[0].Name))],
        };
    }

    private sealed class Chain(Guid request, int length, string? last)
    {
        private int _count;
        private string? _hash;
        private bool _isBroken;

        public Guid Request => request;

        public bool IsWhole => !_isBroken && _count == length && _hash == last;

        /// <summary>Adds an entry; the files that it has sealed.</summary>
        public string[] Add(object?[] row)
        {
            _count++;
            Guid[] users = row[7] is JsonText text ? JsonSerializer.Deserialize<Guid[]>(text.Text)! : [];
            string[] files = row[10] is JsonText digests ? JsonSerializer.Deserialize<string[]>(digests.Text)! : [];
            string hash = ApprovalTrail.Hash(_hash, new ApprovalTrail.Entry(
                request, _count, (string)row[1]!, row[2] as string, row[3] as string, row[4] as Guid?, (DateTime)row[5]!, row[6] as string, users, files));
            _isBroken |= (int)row[0]! != _count || row[8] as string != _hash || row[9] as string != hash;
            _hash = hash;
            return files;
        }
    }
}
