using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Runtime.Database;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>A host on a disk of 400 MB, which the test fills.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int DiskMegabytes = 400;
    private readonly string _data = Directory.CreateTempSubdirectory("platform-disk-").FullName;

    [Fact]
    public async Task While_the_disk_is_full_writes_are_refused_and_reads_go_on_and_afterwards_writes_do_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A disk of a given size, without privileges, is made with Linux's namespaces.");
        using HostProcess host = HostProcess.StartOnSmallDisk(HostProcess.FreePort(), _data, DiskMegabytes);
        await host.ServesAsync();
        await host.BeginSessionAsync();
        Assert.Equal((HttpStatusCode.OK, null), await CreateAsync(host));
        DriveInfo disk = new(host.Reach(_data));
        string ballast = host.Reach(Path.Combine(_data, "ballast"));

        // A little is left, which is kept for the database's own work.
        Allocate(ballast + "1", disk.AvailableFreeSpace - (StorageRoom.Reserve / 2));
        await AssertFullAsync(host);

        // Nothing is left at all. Signing in may be refused as well, but not fail.
        Allocate(ballast + "2", disk.AvailableFreeSpace - 4096);
        await AssertFullAsync(host);
        Assert.Contains(await host.SignInAsync(), (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.InsufficientStorage, HttpStatusCode.ServiceUnavailable]);

        File.Delete(ballast + "1");
        File.Delete(ballast + "2");
        await Eventually.HoldsAsync(async () => await CreateAsync(host) == (HttpStatusCode.OK, null), "records are written again");
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(host)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await host.SignInAsync());
        Assert.Equal(0, await host.TerminateAsync());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task AssertFullAsync(HostProcess host)
    {
        Assert.Equal((HttpStatusCode.InsufficientStorage, "STORAGE_FULL"), await CreateAsync(host));
        using HttpResponseMessage file = await UploadAsync(host);
        Assert.Equal(HttpStatusCode.InsufficientStorage, file.StatusCode);
        const string Document = """{"kind":"object","name":"Thing","label":"Thing","pluralLabel":"Things","nameField":"name","fields":[{"name":"name","type":"text","label":"Name"}]}""";
        using HttpResponseMessage design = await host.Client.PostAsJsonAsync("/metadata", new
        {
            query = "mutation ($e: [DocumentEdit!]!) { apply(edits: $e) { revision } }",
            variables = new { e = new[] { new { put = JsonDocument.Parse(Document).RootElement } } },
        });
        Assert.Equal(HttpStatusCode.InsufficientStorage, design.StatusCode);

        using HttpResponseMessage read = await host.Client.PostAsJsonAsync("/graphql", new { query = "{ departments { nodes { name } totalCount } }" });
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.True((await read.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("departments").GetProperty("totalCount").GetInt64() > 0);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/ready")).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> CreateAsync(HostProcess host)
    {
        using HttpResponseMessage response = await host.Client.PostAsJsonAsync(
            "/graphql", new { query = """mutation { createDepartment(input: {name: "光"}) { record { id } } }""" });
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, body.TryGetProperty("code", out JsonElement code) ? code.GetString() : body.TryGetProperty("errors", out JsonElement errors) ? errors.ToString() : null);
    }

    private static Task<HttpResponseMessage> UploadAsync(HostProcess host) =>
        host.Client.PostAsync("/files?name=a.bin", new ByteArrayContent(new byte[100_000]));

    private static void Allocate(string path, long bytes)
    {
        if (bytes <= 0) return;
        using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes });
    }
}
