using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// Writes server-sent events as graphql-sse's distinct connections mode wants them, and cuts the connection of a client that takes nothing of what was written.
/// </summary>
internal sealed class EventStreamWriter
{
    /// <summary>Bytes that are written before they are sent; a client has <see cref="SubscriptionOptions.SlowConsumerGrace"/> for each so many.</summary>
    private const int Portion = 64 * 1024;
    private readonly HttpContext _context;
    private readonly PipeWriter _output;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;

    private EventStreamWriter(HttpContext context, TimeSpan grace, TimeProvider time)
    {
        (_context, _grace, _time) = (context, grace, time);
        _output = context.Response.BodyWriter;
    }

    /// <summary>Whether as much waits to be sent as is sent at once.</summary>
    public bool IsFull => _output.UnflushedBytes >= Portion;

    /// <summary>Begins the response of a stream.</summary>
    public static EventStreamWriter Begin(HttpContext context, SubscriptionOptions options, TimeProvider time)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // The server's own rate gives credit for what the buffers between took, however long the client takes nothing of it.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        context.Response.ContentType = ResponseMediaType.EventStream + "; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return new EventStreamWriter(context, options.SlowConsumerGrace, time);
    }

    /// <summary>An event <c>next</c> with a GraphQL response; a client that comes back names the id.</summary>
    public void Next(ReadOnlySpan<byte> response, string? id = null)
    {
        Ascii("event: next\n");
        if (id is not null) Ascii("id: " + id + "\n");
        // A response may have line ends where JSON allows white space.
        while (!response.IsEmpty)
        {
            int end = response.IndexOfAny((byte)'\n', (byte)'\r');
            Ascii("data: ");
            _output.Write(end < 0 ? response : response[..end]);
            Ascii("\n");
            response = end < 0 ? default : response[(end + 1)..];
        }

        Ascii("\n");
    }

    /// <summary>An event <c>next</c> with errors and no data.</summary>
    public void Next(IReadOnlyList<GraphQLError> errors)
    {
        ArrayBufferWriter<byte> body = new();
        ResponseWriter.WriteRequestErrors(body, errors);
        Next(body.WrittenSpan);
    }

    /// <summary>The end: nothing follows.</summary>
    public void Complete() => Ascii("event: complete\ndata:\n\n");

    /// <summary>A comment, which shows that the connection lives.</summary>
    public void Heartbeat() => Ascii(":\n\n");

    /// <summary>Moves the client's last event id on without an event.</summary>
    public void Position(string id) => Ascii("id: " + id + "\n\n");

    /// <summary>Sends what was written; waits while the client does not take it, and aborts the connection when that has lasted too long.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        TimeSpan patience = _grace * Math.Max(1, _output.UnflushedBytes / Portion);
        ValueTask<FlushResult> sent = _output.FlushAsync(cancellation);
        // Waited for when it is disposed: the context serves the connection's next request, too.
        await using ITimer? timer = sent.IsCompleted ? null : _time.CreateTimer(_ => _context.Abort(), null, patience, Timeout.InfiniteTimeSpan);
        await sent;
    }

    private void Ascii(string text) => Encoding.ASCII.GetBytes(text, _output);
}
