using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Platform.Scripting.Processes;
using Xunit;

namespace Platform.Scripting.Tests;

/// <summary>What a worker may say without harm to the host.</summary>
public sealed class WorkerSocketTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("\"run\"")]
    [InlineData("null")]
    [InlineData("{\"run\":1")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]")]
    public void A_head_that_is_no_object_ends_the_connection(string head)
    {
        using Pair pair = new();
        pair.Say("{\"run\":7}", "body");
        pair.Say(head, "");
        using WorkerSocket worker = new(pair.Host, 1_000);

        WorkerMessage first = worker.Receive()!.Value;

        Assert.Equal((7, "body"), (first.Head.GetProperty("run").GetInt32(), Encoding.UTF8.GetString(first.Body.Span)));
        Assert.Null(worker.Receive());
    }

    /// <summary>Two ends of a connection.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly Socket worker = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public Pair()
        {
            string path = Path.Combine(Path.GetTempPath(), $"ws-{Guid.NewGuid():N}");
            using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            worker.Connect(new UnixDomainSocketEndPoint(path));
            Host = listener.Accept();
            File.Delete(path);
        }

        public Socket Host { get; }

        public void Say(string head, string body)
        {
            byte[] headBytes = Encoding.UTF8.GetBytes(head), bodyBytes = Encoding.UTF8.GetBytes(body), lengths = new byte[8];
            BinaryPrimitives.WriteInt32LittleEndian(lengths, 4 + headBytes.Length + bodyBytes.Length);
            BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(4), headBytes.Length);
            worker.Send([.. lengths, .. headBytes, .. bodyBytes]);
        }

        public void Dispose()
        {
            worker.Dispose();
            Host.Dispose();
        }
    }
}
