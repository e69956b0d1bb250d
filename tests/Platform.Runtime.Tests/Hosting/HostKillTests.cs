using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Npgsql;
using Platform.Runtime.Database.Embedded;
using Platform.Runtime.Files;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>A host that is killed while people work.</summary>
public sealed class HostKillTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("platform-kill-").FullName;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill_and_nothing_by_halves()
    {
        int port = HostProcess.FreePort();
        ConcurrentBag<UploadedFile> uploaded = [];
        GraphQLTraffic traffic;
        using (HostProcess host = HostProcess.Start(port, "--data", _data))
        {
            await host.ServesAsync();
            await host.BeginSessionAsync();
            traffic = new GraphQLTraffic(host.Client);
            Task running = Task.WhenAll(traffic.RunAsync(), UploadAsync(host.Client, uploaded, () => traffic.Failures == 0));
            await Eventually.HoldsAsync(
                () =>
                {
                    Assert.Null(traffic.FirstFailure);
                    return traffic.IsFlowing && uploaded.Count > 3;
                },
                "records and files are written");
            await host.KillAsync();
            traffic.Stop();
            await running;
        }

        using HostProcess next = HostProcess.Start(port, "--data", _data);
        await next.ServesAsync();
        await next.BeginSessionAsync();
        Assert.Empty(traffic.Unexpected);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(EmbeddedServer.FindRunning(Path.Combine(_data, "postgresql"))!);
        long bulk = await CountAsync(database, "SELECT count(*) FROM t_default.department WHERE name LIKE 'bulk%'");
        Assert.Equal(0, bulk % GraphQLTraffic.BulkSize);
        Assert.InRange(bulk / GraphQLTraffic.BulkSize, traffic.WrittenInBulk, traffic.WrittenInBulk + 1);
        string ids = string.Join(',', traffic.Acknowledged.Select(id => $"'{id}'"));
        Assert.Equal(traffic.Acknowledged.Count, await CountAsync(database, $"SELECT count(*) FROM t_default.department WHERE id IN ({ids})"));
        Assert.Equal(
            await CountAsync(database, "SELECT count(*) FROM t_default.department"),
            await CountAsync(database, "SELECT count(*) FROM t_default.history_entry h JOIN t_default.department d ON d.id::text = h.record"));

        // A file that was acknowledged can be had, and no record leads to a content that is missing or cut off.
        foreach (UploadedFile file in uploaded)
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(await next.Client.GetByteArrayAsync(file.Url))));
        await using NpgsqlCommand stored = database.CreateCommand("SELECT coalesce(array_agg(sha256), '{}') FROM t_default.file");
        ContentStore contents = new(Path.Combine(_data, "files"));
        Guid tenant = Assert.Single(contents.Tenants());
        foreach (string name in (string[])(await stored.ExecuteScalarAsync())!)
            Assert.Equal(name, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(contents.PathOf(tenant, name)))));

        GraphQLTraffic after = new(next.Client);
        Task again = after.RunAsync();
        await Eventually.HoldsAsync(() => after.IsFlowing, "records are written and read again");
        after.Stop();
        await again;
        Assert.Empty(after.Unexpected);
        Assert.Equal(0, after.Failures);
        Assert.Equal(0, await next.TerminateAsync());
    }

    public void Dispose()
    {
        string postgresql = Path.Combine(_data, "postgresql");
        if (Directory.Exists(postgresql)) EmbeddedServer.RemoveAsync(postgresql).GetAwaiter().GetResult();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task UploadAsync(HttpClient client, ConcurrentBag<UploadedFile> uploaded, Func<bool> goesOn)
    {
        while (goesOn())
        {
            try
            {
                using HttpResponseMessage response = await client.PostAsync("/files?name=a.bin", new ByteArrayContent(RandomNumberGenerator.GetBytes(400_000)));
                response.EnsureSuccessStatusCode();
                uploaded.Add((await response.Content.ReadFromJsonAsync<UploadedFile>())!);
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string query)
    {
        await using NpgsqlCommand command = source.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
