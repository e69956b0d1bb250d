using Npgsql;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;

namespace Platform.Runtime.Files;

/// <summary>Takes uploads in: the content into the store, then a record of <c>File</c> that its uploader owns.</summary>
/// <param name="store">The contents.</param>
/// <param name="writer">The write pipeline.</param>
/// <param name="limits">Limits.</param>
/// <param name="dataSource">Connections to the records, to see how much room files take.</param>
public sealed class FileUploads(ContentStore store, IRecordWriter writer, FileLimits limits, NpgsqlDataSource dataSource)
{
    private const int MaxNameLength = 255;

    /// <summary>Takes a file in.</summary>
    /// <param name="caller">Who uploads it.</param>
    /// <param name="name">Its name; folders in it are cut off.</param>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cancellation">Stops; what the store has already taken in is cleaned up later.</param>
    /// <returns>The file; null when the content is larger than accepted.</returns>
    /// <exception cref="FileQuotaException">The tenant's files would take more room than they may.</exception>
    public async Task<UploadedFile?> AddAsync(RecordCaller caller, string name, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await store.AddAsync(caller.TenantId, content, limits.MaxBytes, cancellation) is not { } stored) return null;
        // What was taken in without a record is cleaned up later.
        if (!await HasRoomAsync(caller, stored.Size, cancellation)) throw new FileQuotaException();
        string kept = Clean(name);
        ContentKind kind = ContentSniffer.Find(stored.Head.Span, kept);
        Dictionary<string, object?> fields = new()
        {
            ["name"] = kept,
            ["mediaType"] = kind.MediaType,
            ["size"] = (decimal)stored.Size,
            ["sha256"] = stored.Sha256,
            ["width"] = kind.Width,
            ["height"] = kind.Height,
        };
        Guid id = await RecordAsync(caller, fields, cancellation);
        return new UploadedFile(id, kept, kind.MediaType, stored.Size, stored.Sha256, kind.Width, kind.Height, $"/files/{id}");
    }

    /// <summary>Whether a tenant's files, those in the recycle bin included, leave room for another.</summary>
    /// <param name="caller">Who uploads.</param>
    /// <param name="bytes">Its size; 0 when it is not known yet.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<bool> HasRoomAsync(RecordCaller caller, long bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ObjectModel files = caller.Model.Object(RecordLayout.FileObject);
        SqlExpression total = SqlExpression.Call("sum", SqlExpression.Column("f", files.Field("size").Column.Name));
        SqlSelect sum = new()
        {
            Items = [new SqlItem(SqlExpression.Call("coalesce", total, SqlExpression.Number(0)).As(SqlType.Numeric))],
            From = new SqlTableSource(new SqlTable(caller.Schema, files.Table), "f"),
        };
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = StatementCommand.Create(connection, sum.Print());
        return (decimal)(await command.ExecuteScalarAsync(cancellation))! + bytes <= limits.MaxTenantBytes;
    }

    /// <summary>The last part of a path, without control characters, of a length that the field takes; <c>file</c> when nothing is left.</summary>
    private static string Clean(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string kept = string.Concat(last.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r) && r.Value is not (0x2028 or 0x2029 or 0xfffd)).Take(MaxNameLength)).Trim(' ', '.');
        return kept.Length == 0 ? "file" : kept;
    }

    /// <summary>Callers cannot make file records themselves, so the platform does, with the caller as owner.</summary>
    private async Task<Guid> RecordAsync(RecordCaller caller, Dictionary<string, object?> fields, CancellationToken cancellation)
    {
        ObjectModel files = caller.Model.Object(RecordLayout.FileObject);
        Guid id = Guid.Empty;
        RecordProjection ids = new(written =>
        {
            id = written[0];
            return new GraphQL.Lowering.BoundStatement("select 1::bigint, ''", []);
        });
        WriteOutcome outcome = await writer.WriteAsync(
            new PlannedMutation
            {
                ResponseName = "file",
                Object = files,
                Kind = MutationKind.Create,
                Arguments = new Dictionary<string, object?> { ["input"] = fields },
                SelectsRecords = true,
            },
            caller.Lent(PermissionCompiler.ForPlatform(caller.Model)),
            ids,
            cancellation);
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"The file's record was refused: {refusal.Message}");
        return id;
    }
}
