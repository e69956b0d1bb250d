using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Hosting;
using Platform.Runtime.Tests.Isolation;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Timers;

/// <summary>Two nodes on one database, of which one is killed while its timers fire.</summary>
public sealed class TimerKillTests(TestHost host) : IClassFixture<TestHost>, IDisposable
{
    private const int Requests = 300, Portion = 100;

    private const string Thing =
        """{"kind":"object","name":"Thing","label":"Thing","pluralLabel":"Things","nameField":"name","fields":[{"name":"name","label":"Name","type":"text"}]}""";

    private const string Flow =
        """
        {"kind":"approvalFlow","name":"patient","label":"Patient","object":"Thing","onCreate":true,"selfApproval":"allow",
         "steps":[{"name":"only","label":"Only","approvers":[{"by":"role","role":"administrator"}],"timeLimits":[{"after":500000,"do":"remind"}]}]}
        """;

    private readonly string _data = Directory.CreateTempSubdirectory("platform-killed-").FullName;

    [Fact]
    public async Task Timers_of_a_node_that_is_killed_in_the_midst_of_them_fire_on_the_other_one_and_each_once()
    {
        Guid tenant = (Guid)(await ScalarAsync("SELECT id FROM platform.tenants WHERE slug = 'default'"))!;
        PublishRequest documents = new() { TenantId = tenant, Edits = [new PutDocument(Thing), new PutDocument(Flow)], Reason = "test" };
        Assert.IsType<Published>(await host.Services.GetRequiredService<Publisher>().ApplyAsync(documents, TestContext.Current.CancellationToken));
        Api api = new(await host.CreateSignedInClientAsync());
        string inputs = string.Join(',', Enumerable.Range(0, Requests).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{name: "{{i}}"}""")));
        await api.DataAsync($"mutation {{ createThings(inputs: [{inputs}]) {{ failures {{ message }} }} }}");
        Assert.Equal((long)Requests, await ScalarAsync("SELECT count(*) FROM platform.timers WHERE topic = 'approval'"));
        using HostProcess other = HostProcess.Start(HostProcess.FreePort(), "--data", _data, "--database", host.Database.ConnectionString);
        await other.ServesAsync();

        // Nobody gets to the trail until both nodes have taken their portions.
        await using (NpgsqlConnection barrier = await host.Database.DataSource.OpenConnectionAsync())
        await using (NpgsqlTransaction transaction = await barrier.BeginTransactionAsync())
        {
            await ExecuteAsync(barrier, "LOCK TABLE t_default.approval_entry IN SHARE MODE");
            await ExecuteAsync(null, "UPDATE t_default.approval_request SET progress = jsonb_set(progress, '{steps,only,askedAt}', '\"2020-01-01T00:00:00Z\"')");
            await ExecuteAsync(null, "UPDATE platform.timers SET due_at = '2021-01-01' WHERE topic = 'approval'");
            await Eventually.HoldsAsync(async () => (long)(await ScalarAsync("SELECT count(*) FROM platform.timers WHERE claimed_until IS NOT NULL"))! == 2 * Portion, "both nodes have timers");
            await transaction.CommitAsync();
        }

        await Eventually.HoldsAsync(async () => await RemindedAsync() > 0, "timers fire");
        await other.KillAsync();

        // As if two minutes had passed: every claim has run out, those of the living node included, which may be at work on them.
        await ExecuteAsync(null, "UPDATE platform.timers SET claimed_until = '2021-01-01' WHERE claimed_until IS NOT NULL");
        await Eventually.HoldsAsync(async () => (long)(await ScalarAsync("SELECT count(*) FROM platform.timers WHERE topic = 'approval'"))! == 0, "every timer has fired");
        Assert.Equal(Requests, await RemindedAsync());
        Assert.Equal((long)Requests, await ScalarAsync("SELECT count(DISTINCT request_id) FROM t_default.approval_entry WHERE act = 'remind'"));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task<long> RemindedAsync() => (long)(await ScalarAsync("SELECT count(*) FROM t_default.approval_entry WHERE act = 'remind'"))!;

    private async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlCommand command = host.Database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(NpgsqlConnection? connection, string sql)
    {
        await using NpgsqlCommand command = connection is null ? host.Database.DataSource.CreateCommand(sql) : new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
