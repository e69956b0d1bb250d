using Platform.Runtime.Database.Embedded;
using Xunit;

namespace Platform.Runtime.Tests.Database.Embedded;

/// <summary>Folders that are hard to start a server in. Each test makes its own data directory.</summary>
public sealed class EmbeddedPlaceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("platform-place-").FullName;

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_served_over_loopback()
    {
        string path = Path.Combine(_root, new string('d', 120));
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(path) { Durable = false });
        Assert.Equal("127.0.0.1", await EmbeddedFolder.ScalarAsync(server, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task A_folder_that_only_its_owner_may_enter_is_served_and_the_rest_of_a_killed_first_start_is_replaced()
    {
        // As root the server runs as another account, which could not pass through this folder.
        string closed = Path.Combine(_root, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string draft = Path.Combine(closed, "server", "data.new", "base");
        Directory.CreateDirectory(draft);
        await File.WriteAllTextAsync(Path.Combine(draft, "half"), "written");

        string path = Path.Combine(closed, "server");
        await using EmbeddedServer server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(path) { Durable = false });

        Assert.Equal(1, await EmbeddedFolder.ScalarAsync(server, "SELECT 1"));
        Assert.False(Directory.Exists(Path.Combine(path, "data.new")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
