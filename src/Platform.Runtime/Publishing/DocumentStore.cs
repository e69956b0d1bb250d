using System.Text.Json.Nodes;
using Npgsql;
using Platform.Metadata.Compilation;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Publishing;

/// <summary>Reads and writes the documents of tenants in the catalog.</summary>
internal static class DocumentStore
{
    private const string ReadTenant = "SELECT slug, schema_name, revision FROM platform.tenants WHERE id = $1";

    private const string ReadDocuments =
        """
        SELECT kind, id, package, valid_from, CASE WHEN valid_from > $3 THEN body::text END
        FROM platform.documents
        WHERE tenant_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
        """;

    /// <summary>The present revision of a tenant, or null when there is no such tenant.</summary>
    public static async Task<(string Slug, string Schema, long Revision)?> ReadTenantAsync(
        NpgsqlConnection connection, Guid tenantId, CancellationToken cancellation, bool forUpdate = false)
    {
        await using NpgsqlCommand command = new(forUpdate ? ReadTenant + " FOR NO KEY UPDATE" : ReadTenant, connection);
        command.Parameters.AddWithValue(tenantId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetString(0), reader.GetString(1), reader.GetInt64(2)) : null;
    }

    /// <summary>A revision of a tenant, compiled. Documents that an earlier state has in the same form are neither read nor compiled again.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="revision">The revision; null for the present one.</param>
    /// <param name="earlier">A state of the same tenant, or null.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The state, or null when there is no such tenant.</returns>
    /// <exception cref="RevisionInvalidException">The documents do not compile with this version of the platform.</exception>
    public static async Task<TenantState?> LoadAsync(
        NpgsqlConnection connection, Guid tenantId, long? revision, TenantState? earlier, CancellationToken cancellation)
    {
        if (await ReadTenantAsync(connection, tenantId, cancellation) is not var (slug, schema, present)) return null;
        long wanted = revision ?? present;
        if (earlier?.Revision == wanted) return earlier;
        TenantState? usable = earlier?.Revision < wanted ? earlier : null;
        Dictionary<(string, string), StoredEntry> documents = [];
        await using (NpgsqlCommand command = new(ReadDocuments, connection))
        {
            command.Parameters.AddWithValue(tenantId);
            command.Parameters.AddWithValue(wanted);
            command.Parameters.AddWithValue(usable?.Revision ?? 0L);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                StoredEntry entry = reader.IsDBNull(4)
                    ? usable!.Documents[(reader.GetString(0), reader.GetString(1))]
                    : Read(reader.GetString(4), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetInt64(3));
                documents.Add(entry.Key, entry);
            }
        }

        Compilation compilation = ModelCompiler.CompileAlone(
            documents.Values.Select(d => d.Document), earlier?.Compilation, wanted);
        if (compilation.HasErrors) throw new RevisionInvalidException(slug, wanted, compilation.Diagnostics);
        return new TenantState(tenantId, slug, schema, wanted, documents, compilation);
    }

    /// <summary>Writes the documents that differ between two sets: what goes ends with the revision, what comes begins with it.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, Guid tenantId, long revision, IReadOnlyCollection<(string Kind, string Id)> ended,
        IReadOnlyCollection<StoredEntry> begun, CancellationToken cancellation)
    {
        await using (NpgsqlCommand end = new(
            """
            UPDATE platform.documents d SET valid_to = $2
            FROM unnest($3::text[], $4::text[]) AS e(kind, id)
            WHERE d.tenant_id = $1 AND d.kind = e.kind AND d.id = e.id AND d.valid_to IS NULL
            """,
            connection))
        {
            end.Parameters.AddWithValue(tenantId);
            end.Parameters.AddWithValue(revision);
            end.Parameters.AddWithValue(ended.Select(e => e.Kind).ToArray());
            end.Parameters.AddWithValue(ended.Select(e => e.Id).ToArray());
            await end.ExecuteNonQueryAsync(cancellation);
        }

        await using NpgsqlCommand begin = new(
            """
            INSERT INTO platform.documents (tenant_id, kind, id, valid_from, name, package, body)
            SELECT $1, b.kind, b.id, $2, b.name, b.package, b.body::jsonb
            FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS b(kind, id, name, package, body)
            """,
            connection);
        begin.Parameters.AddWithValue(tenantId);
        begin.Parameters.AddWithValue(revision);
        begin.Parameters.AddWithValue(begun.Select(b => b.Content.Kind).ToArray());
        begin.Parameters.AddWithValue(begun.Select(b => b.Content.Id).ToArray());
        begin.Parameters.AddWithValue(begun.Select(b => b.Content.Name).ToArray());
        begin.Parameters.AddWithValue(begun.Select(b => b.Content.Package).ToArray());
        begin.Parameters.AddWithValue(begun.Select(b => b.Body).ToArray());
        await begin.ExecuteNonQueryAsync(cancellation);
    }

    private static StoredEntry Read(string body, string? package, long validFrom)
    {
        string text = CanonicalJson.Of(JsonNode.Parse(body)!);
        ReadResult read = DocumentReader.Read(text, package: package);
        return new StoredEntry(
            read.Document ?? throw new InvalidOperationException($"A stored document cannot be read: {string.Join("; ", read.Diagnostics)}"),
            text, validFrom);
    }
}
