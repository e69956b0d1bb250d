using Platform.GraphQL;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Files;

/// <summary>Takes uploads in: the content into the store, then a record of <c>File</c> that its uploader owns.</summary>
/// <param name="store">The contents.</param>
/// <param name="writer">The write pipeline.</param>
/// <param name="limits">Limits.</param>
/// <param name="rooms">How much room files take.</param>
public sealed class FileUploads(ContentStore store, RecordWriter writer, FileLimits limits, FileRooms rooms)
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
        Guid id = await RecordAsync(caller, fields, stored.Size, cancellation);
        return new UploadedFile(id, kept, kind.MediaType, stored.Size, stored.Sha256, kind.Width, kind.Height, $"/files/{id}");
    }

    /// <summary>Whether a tenant's files, those in the recycle bin included, leave room for another.</summary>
    /// <param name="caller">Who uploads.</param>
    /// <param name="bytes">Its size; 0 when it is not known yet.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<bool> HasRoomAsync(RecordCaller caller, long bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return rooms.HaveAsync(caller.TenantId, caller.Schema, caller.Model, bytes, cancellation);
    }

    /// <summary>The last part of a path, without control characters, of a length that the field takes; <c>file</c> when nothing is left.</summary>
    private static string Clean(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string kept = string.Concat(last.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r) && r.Value is not (0x2028 or 0x2029 or 0xfffd)).Take(MaxNameLength)).Trim(' ', '.');
        return kept.Length == 0 ? "file" : kept;
    }

    /// <summary>Callers cannot make file records themselves, so the platform does, with the caller as owner; the room is taken along.</summary>
    private async Task<Guid> RecordAsync(RecordCaller caller, Dictionary<string, object?> fields, long size, CancellationToken cancellation)
    {
        Guid id = Guid.Empty;
        bool isFull = false;
        WriteRequest request = new(caller.Model.Object(RecordLayout.FileObject), WriteKind.Create, [new WriteInput(null, fields, null)])
        {
            Along = batch =>
            {
                id = batch.Records[0].Id;
                batch.HasPendingChecks = true;
                batch.Session.Enqueue(rooms.Take(caller.TenantId, size), async (reader, c) =>
                {
                    isFull = !await reader.ReadAsync(c);
                    if (isFull) batch.Refusal ??= new WriteRefusal(GraphQLErrorCode.LimitExceeded, "The files of the tenant take all the room that they may.", []);
                });
            },
        };
        WriteOutcome outcome = await writer.WriteAsync(request, caller.Lent(PermissionCompiler.ForPlatform(caller.Model)), null, cancellation);
        if (isFull) throw new FileQuotaException();
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"The file's record was refused: {refusal.Message}");
        return id;
    }
}
