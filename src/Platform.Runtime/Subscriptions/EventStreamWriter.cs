using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Platform.GraphQL;
using Platform.GraphQL.Execution;

namespace Platform.Runtime.Subscriptions;

/// <summary>Writes server-sent events as graphql-sse's distinct connections mode wants them.</summary>
internal sealed class EventStreamWriter(PipeWriter output)
{
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
            output.Write(end < 0 ? response : response[..end]);
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

    /// <summary>Sends what was written; waits while the client does not take it.</summary>
    public async Task FlushAsync(CancellationToken cancellation) => await output.FlushAsync(cancellation);

    private void Ascii(string text) => Encoding.ASCII.GetBytes(text, output);
}
