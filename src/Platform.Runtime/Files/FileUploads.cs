using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Files;

/// <summary>Takes uploads in: the content into the store, then a record of <c>File</c> that its uploader owns.</summary>
/// <param name="store">The contents.</param>
/// <param name="writer">The write pipeline.</param>
/// <param name="limits">Limits.</param>
public sealed class FileUploads(ContentStore store, IRecordWriter writer, FileLimits limits)
{
    private const int MaxNameLength = 255;

    /// <summary>Takes a file in.</summary>
    /// <param name="caller">Who uploads it.</param>
    /// <param name="name">Its name; folders in it are cut off.</param>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cancellation">Stops; what the store has already taken in is cleaned up later.</param>
    /// <returns>The file; null when the content is larger than accepted.</returns>
    public async Task<UploadedFile?> AddAsync(RecordCaller caller, string name, Stream content, CancellationToken cancellation)
    {
        if (await store.AddAsync(caller.TenantId, content, limits.MaxBytes, cancellation) is not { } stored) return null;
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
