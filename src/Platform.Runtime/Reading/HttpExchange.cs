using System.Buffers;
using Platform.GraphQL;
using Platform.GraphQL.Execution;

namespace Platform.Runtime.Reading;

/// <summary>The response of one request.</summary>
internal sealed class HttpExchange(HttpContext context, string mediaType)
{
    /// <summary>Media type of the response.</summary>
    public string MediaType => mediaType;

    /// <summary>Begins a successful response of that many bytes and gives the stream to write them to.</summary>
    public Stream Begin(long length)
    {
        Headers();
        context.Response.ContentLength = length;
        return context.Response.Body;
    }

    /// <summary>Answers with errors and no data.</summary>
    public async Task RefuseAsync(int status, IReadOnlyList<GraphQLError> errors)
    {
        ArrayBufferWriter<byte> body = new();
        ResponseWriter.WriteRequestErrors(body, errors);
        context.Response.StatusCode = status;
        Headers();
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private void Headers()
    {
        context.Response.ContentType = mediaType + "; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
    }
}
