using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Operations;

/// <summary>Registers documents of tenants and says who may send no others: the operator's side.</summary>
internal sealed class OperationRegistrar(NpgsqlDataSource dataSource)
{
    /// <summary>Where changes are announced; the payload is the tenant's id.</summary>
    public const string Channel = "platform_operations";

    private const int LongestId = 200;

    /// <summary>Reads a manifest: a JSON object from ids (hashes, as code generators write them, or any other names) to documents.</summary>
    /// <exception cref="ProvisioningException"><c>OPERATIONS_INVALID</c>: it is none, or a document does not parse.</exception>
    public static IReadOnlyDictionary<string, string> ReadManifest(string json)
    {
        Dictionary<string, string> documents;
        try
        {
            documents = JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException malformed)
        {
            throw new ProvisioningException("OPERATIONS_INVALID", $"The manifest is no JSON object from ids to documents: {malformed.Message}");
        }

        foreach ((string id, string document) in documents)
        {
            if (id.Length is 0 or > LongestId) throw new ProvisioningException("OPERATIONS_INVALID", $"The id \"{id}\" is blank or longer than {LongestId} characters.");
            ParseResult<DocumentNode> parsed = Parser.Parse(document ?? "");
            if (!parsed.Success) throw new ProvisioningException("OPERATIONS_INVALID", $"The document \"{id}\" does not parse: {parsed.Error.Message}");
            if (DocumentHash.Read(id) is { } hash && hash != DocumentHash.Of(document!))
                throw new ProvisioningException("OPERATIONS_INVALID", $"The id \"{id}\" is a hash, and not that of its document.");
        }

        return documents;
    }

    /// <summary>Registers documents; of an id that is registered already the document is replaced.</summary>
    public Task RegisterAsync(Guid tenant, IReadOnlyDictionary<string, string> documents, CancellationToken cancellation) => ChangeAsync(
        tenant,
        """
        INSERT INTO platform.operations (tenant_id, id, document) SELECT $1, * FROM unnest($2, $3)
        ON CONFLICT (tenant_id, id) DO UPDATE SET document = excluded.document
        """,
        cancellation, Texts([.. documents.Keys.Select(id => DocumentHash.Read(id) ?? id)]), Texts([.. documents.Values]));

    /// <summary>Removes documents by id; ids that are not registered do not matter.</summary>
    public Task RemoveAsync(Guid tenant, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        ChangeAsync(tenant, "DELETE FROM platform.operations WHERE tenant_id = $1 AND id = ANY ($2)", cancellation, Texts([.. ids]));

    /// <summary>Says whether the people of a role (null: everybody of the tenant) may send registered documents alone.</summary>
    public Task RequireAsync(Guid tenant, string? role, bool required, CancellationToken cancellation) => ChangeAsync(
        tenant,
        required
            ? "INSERT INTO platform.operation_requirements (tenant_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING"
            : "DELETE FROM platform.operation_requirements WHERE tenant_id = $1 AND role = $2",
        cancellation, new NpgsqlParameter<string> { TypedValue = role ?? "" });

    private async Task ChangeAsync(Guid tenant, string statement, CancellationToken cancellation, params NpgsqlParameter[] values)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand change = new(statement, connection, transaction))
        {
            change.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
            change.Parameters.AddRange(values);
            await change.ExecuteNonQueryAsync(cancellation);
        }

        await using (NpgsqlCommand notify = new("SELECT pg_notify($1, $2)", connection, transaction))
        {
            notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
            notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant.ToString("D") });
            await notify.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static NpgsqlParameter Texts(string[] values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
