using System.Buffers;
using Microsoft.Net.Http.Headers;
using Platform.GraphQL;
using Platform.GraphQL.Execution;

namespace Platform.Runtime.Serving;

/// <summary>The response of one GraphQL request.</summary>
internal sealed class HttpExchange(HttpContext context, string mediaType)
{
    /// <summary>Media type of the response.</summary>
    public string MediaType => mediaType;

    /// <summary>
    /// Begins an exchange in the media type that the client takes; null when it takes none of ours, and was told so.
    /// </summary>
    public static HttpExchange? Open(HttpContext context)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (ResponseMediaType.Negotiate(context.Request) is { } mediaType) return new HttpExchange(context, mediaType);
        context.Response.StatusCode = StatusCodes.Status406NotAcceptable;
        return null;
    }

    /// <summary>Begins a successful response of that many bytes and gives the stream to write them to.</summary>
    public Stream Begin(long length)
    {
        Headers();
        context.Response.ContentLength = length;
        return context.Response.Body;
    }

    /// <summary>Answers a well-formed request that was not executed: its document, operation or variables are wrong.</summary>
    public Task RefuseAsync(IReadOnlyList<GraphQLError> errors) =>
        RefuseAsync(mediaType == ResponseMediaType.GraphQLResponse ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK, errors);

    /// <summary>Answers with errors and no data.</summary>
    public Task RefuseAsync(int status, IReadOnlyList<GraphQLError> errors)
    {
        ArrayBufferWriter<byte> body = new();
        ResponseWriter.WriteRequestErrors(body, errors);
        context.Response.StatusCode = status;
        return WriteAsync(body);
    }

    /// <summary>Answers a request without a valid credential.</summary>
    public Task RefuseUnauthenticatedAsync()
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        GraphQLError unknown = new("Sign in first.") { Code = GraphQLErrorCode.Unauthenticated, Reason = ServingReasons.Unauthenticated };
        return RefuseAsync(StatusCodes.Status401Unauthorized, [unknown]);
    }

    /// <summary>Writes a whole response.</summary>
    public async Task WriteAsync(ArrayBufferWriter<byte> body) =>
        await Begin(body.WrittenCount).WriteAsync(body.WrittenMemory, context.RequestAborted);

    private void Headers()
    {
        context.Response.ContentType = mediaType == ResponseMediaType.Json ? ResponseMediaType.JsonUtf8 : ResponseMediaType.GraphQLResponseUtf8;
        context.Response.Headers.CacheControl = "no-store";
    }
}
