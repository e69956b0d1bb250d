using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Identity;

namespace Platform.Runtime.Operations;

/// <summary>
/// Finds the document of a request: the one that it sends, one that was registered under its <c>documentId</c>, or one that it names by its hash as the
/// protocol of automatic persisted queries does. Refuses what a caller may not send.
/// </summary>
internal sealed class DocumentResolver(RegisteredOperations registered, AutomaticDocuments automatic)
{
    /// <summary>The request with its document; otherwise why it has none.</summary>
    public async ValueTask<(GraphQLRequest? Request, GraphQLError? Error)> ResolveAsync(
        GraphQLRequest request, RequestIdentity caller, CancellationToken cancellation)
    {
        TenantOperations operations = await registered.OfAsync(caller.TenantId, cancellation);
        bool isBound = operations.Binds(caller.Roles);
        if (request.DocumentId is { } id)
        {
            return operations.Documents.TryGetValue(DocumentHash.Read(id) ?? id, out string? document)
                ? (request with { Query = document }, null)
                : (null, Unknown(id));
        }

        string? hash = null;
        if (PersistedQuery(request) is { } persisted && (hash = HashOf(persisted)) is null) return (null, Malformed());
        if (request.Query is null)
        {
            if (operations.Documents.TryGetValue(hash!, out string? document)) return (request with { Query = document }, null);
            if (isBound) return (null, NotRegistered());
            return automatic.Find(caller.TenantId, hash!) is { } kept ? (request with { Query = kept }, null) : (null, NotFound());
        }

        string own = hash is not null || isBound ? DocumentHash.Of(request.Query) : "";
        if (hash is not null && hash != own) return (null, HashDiffers());
        return isBound && !operations.Documents.ContainsKey(own) ? (null, NotRegistered()) : (request, null);
    }

    /// <summary>Keeps the document of a request that named its hash too, once it was found valid.</summary>
    public void Keep(GraphQLRequest request, RequestIdentity caller)
    {
        if (request.Query is { } document && PersistedQuery(request) is not null) automatic.Keep(caller.TenantId, DocumentHash.Of(document), document);
    }

    private static JsonElement? PersistedQuery(GraphQLRequest request) =>
        request.Extensions.ValueKind == JsonValueKind.Object && request.Extensions.TryGetProperty("persistedQuery", out JsonElement persisted)
        && persisted.ValueKind != JsonValueKind.Null ? persisted : null;

    /// <summary>The hash of <c>{version: 1, sha256Hash: "…"}</c>; null when it is anything else.</summary>
    private static string? HashOf(JsonElement persisted)
    {
        bool isFormed = persisted.ValueKind == JsonValueKind.Object
            && persisted.TryGetProperty("version", out JsonElement version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) && number == 1
            && persisted.TryGetProperty("sha256Hash", out JsonElement text) && text.ValueKind == JsonValueKind.String;
        return isFormed ? DocumentHash.Read(persisted.GetProperty("sha256Hash").GetString()!) : null;
    }

    // The message is what clients of the protocol look for: they send the request again, with the document.
    private static GraphQLError NotFound() => new("PersistedQueryNotFound") { Code = GraphQLErrorCode.NotFound, Reason = OperationReasons.NotFound };

    private static GraphQLError Malformed() =>
        new("`extensions.persistedQuery` is not {version: 1, sha256Hash: …} with a hash in hexadecimal.") { Reason = OperationReasons.Malformed };

    private static GraphQLError HashDiffers() => new("`sha256Hash` is not the hash of the document.") { Reason = OperationReasons.HashDiffers };

    private static GraphQLError Unknown(string id) =>
        new($"No document is registered as \"{id}\".") { Code = GraphQLErrorCode.NotFound, Reason = OperationReasons.Unknown };

    private static GraphQLError NotRegistered() =>
        new("Only registered documents may be sent.") { Code = GraphQLErrorCode.Forbidden, Reason = OperationReasons.NotRegistered };
}
