using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Platform.Runtime.Catalog;
using Platform.Runtime.Database;
using Xunit;

namespace Platform.Runtime.Tests.Catalog;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("15.14")]
    [InlineData("9.6.24")]
    public async Task A_server_that_is_too_old_is_named_with_its_version_and_left_alone(string version)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<byte[]> server = ServeAsync(listener, version);
        string connection = $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=u;Database=d;SSL Mode=Disable;GSS Encryption Mode=Disable;" +
            "Server Compatibility Mode=NoTypeLoading;Minimum Pool Size=0;Pooling=false";
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(connection))
        {
            DatabaseStartException refusal = await Assert.ThrowsAsync<DatabaseStartException>(() => CatalogMigrator.MigrateAsync(source));
            Assert.Equal("DATABASE_TOO_OLD", refusal.Code);
            Assert.Contains(version, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("16 or newer", refusal.Message, StringComparison.Ordinal);
        }

        // The client said good-bye and asked for nothing.
        Assert.Equal("X", Encoding.ASCII.GetString(await server)[..1]);
    }

    /// <summary>Greets one client as a PostgreSQL server of a version, and gives back what the client sends afterwards.</summary>
    private static async Task<byte[]> ServeAsync(TcpListener listener, string version)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        byte[] length = new byte[4];
        await stream.ReadExactlyAsync(length);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4]);
        using MemoryStream greeting = new();
        Send(greeting, 'R', [0, 0, 0, 0]);
        foreach ((string name, string value) in (IEnumerable<(string, string)>)
            [("server_version", version), ("server_encoding", "UTF8"), ("client_encoding", "UTF8"), ("integer_datetimes", "on"), ("standard_conforming_strings", "on"), ("TimeZone", "UTC")])
            Send(greeting, 'S', Encoding.UTF8.GetBytes($"{name}\0{value}\0"));
        Send(greeting, 'K', [0, 0, 0, 1, 0, 0, 0, 1]);
        Send(greeting, 'Z', "I"u8.ToArray());
        await stream.WriteAsync(greeting.ToArray());
        using MemoryStream received = new();
        await stream.CopyToAsync(received);
        return received.ToArray();
    }

    private static void Send(MemoryStream to, char kind, byte[] body)
    {
        to.WriteByte((byte)kind);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length + 4);
        to.Write(length);
        to.Write(body);
    }
}
