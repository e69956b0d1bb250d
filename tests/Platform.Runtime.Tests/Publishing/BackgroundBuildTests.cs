using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Indexes of large tables, built after a deploy.</summary>
public sealed class BackgroundBuildTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private const string Valid = "SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = 'ix_deal_code'";

    [Fact]
    public async Task An_index_of_a_large_table_is_built_in_the_background()
    {
        PublishedTenant tenant = await LargeTableAsync("buildall");
        Assert.Equal("queued", await StateAsync(tenant));
        Assert.Null(await tenant.ScalarAsync<object>(InSchema(tenant)));
        Assert.Equal(1, await BuildsOf(tenant).RunDueAsync(CancellationToken.None));
        Assert.True(await tenant.ScalarAsync<bool>(InSchema(tenant)));
        Assert.Equal(("succeeded", 1.0), (await StateAsync(tenant), await tenant.ScalarAsync<double>($"SELECT progress FROM platform.jobs WHERE tenant_id = '{tenant.Id}'")));
    }

    [Fact]
    public async Task A_build_that_lost_its_session_is_begun_anew_over_the_invalid_index()
    {
        PublishedTenant tenant = await LargeTableAsync("buildcut");
        await CutShortAsync(tenant);
        Assert.Equal("queued", await StateAsync(tenant));
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET run_after = now() WHERE tenant_id = '{tenant.Id}'");
        await FinishesAsync(tenant);
    }

    [Fact]
    public async Task The_build_of_a_node_that_died_is_taken_over_when_its_lease_has_run_out()
    {
        PublishedTenant tenant = await LargeTableAsync("builddied");
        await CutShortAsync(tenant);

        // As a killed host leaves it: running, under a lease that nobody renews.
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET state = 'running', leased_by = 'gone', lease_until = now() + interval '1 hour' WHERE tenant_id = '{tenant.Id}'");
        Assert.Equal(0, await BuildsOf(tenant).RunDueAsync(CancellationToken.None));
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET lease_until = now() - interval '1 second' WHERE tenant_id = '{tenant.Id}'");
        await FinishesAsync(tenant);
    }

    [Fact]
    public async Task An_index_that_another_replaces_serves_until_that_one_stands()
    {
        const string Names = "SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class c WHERE c.relkind = 'i' AND c.relname LIKE 'ix\\_deal\\_code%' AND c.relnamespace = ";
        PublishedTenant tenant = await LargeTableAsync("buildnext");
        string names = $"{Names}'{tenant.Schema}'::regnamespace";
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        await tenant.PutAsync(Docs.Of("Deal", "\"indexes\":[{\"fields\":[\"code\",\"title\"]}],", Docs.Field("code", "text")));
        Assert.Equal("ix_deal_code", await tenant.ScalarAsync<string>(names));
        Assert.Equal(1, await BuildsOf(tenant).RunDueAsync(CancellationToken.None));
        Assert.Equal("ix_deal_code_title", await tenant.ScalarAsync<string>(names));

        // Taken back before the other stands, it stays.
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text", "\"indexed\":true")));
        await tenant.PutAsync(Docs.Of("Deal", "\"indexes\":[{\"fields\":[\"code\",\"title\"]}],", Docs.Field("code", "text")));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.Equal("ix_deal_code_title", await tenant.ScalarAsync<string>(names));
    }

    [Fact]
    public async Task What_a_later_deploy_no_longer_wants_is_not_built()
    {
        PublishedTenant tenant = await LargeTableAsync("buildnot");
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text")));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.Equal("succeeded", await StateAsync(tenant));
        Assert.Null(await tenant.ScalarAsync<object>(InSchema(tenant)));
    }

    [Fact]
    public async Task A_deploy_makes_a_build_give_way()
    {
        PublishedTenant tenant = await LargeTableAsync("buildway");
        await using NpgsqlConnection writer = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction writing = await writer.BeginTransactionAsync();
        await HoldAsync(writer, tenant);
        Task<int> building = BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        await WaitsForWriterAsync(tenant);
        await writing.RollbackAsync();
        Published outcome = await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text", "\"indexed\":true"), Docs.Field("more", "text")));
        Assert.Equal(4, outcome.State.Revision);
        await building;
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET run_after = now() WHERE tenant_id = '{tenant.Id}'");
        await FinishesAsync(tenant);
    }

    [Fact]
    public async Task What_takes_long_for_one_tenant_holds_up_no_other_and_not_its_own_indexes()
    {
        PublishedTenant slow = await LargeTableAsync("buildslow"), other = await LargeTableAsync("buildother");
        Computation computation = new(slow.Id);
        foreach ((PublishedTenant tenant, string name) in new[] { (slow, "first@1"), (slow, "second@1"), (other, "third@1") }) await QueueAsync(tenant, name);
        using BackgroundBuilds node = new(database.DataSource, slow.OnAnotherNode().Models, TimeProvider.System, NullLogger<BackgroundBuilds>.Instance, computation);
        await node.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            async () => await EndedAsync(slow, "index.build") + await EndedAsync(other, "index.build") + await EndedAsync(other, "hook.compute") == 3, "what is not held up is done");
        Assert.Equal("queued", await FillAsync(slow, "second@1"));
        computation.Free.SetResult();
        await Eventually.HoldsAsync(async () => await EndedAsync(slow, "hook.compute") == 2, "the rest follows");
        await node.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["first", "second", "third"], computation.Begun.Order());

        static Task<string> FillAsync(PublishedTenant tenant, string name) => tenant.ScalarAsync<string>($"SELECT state FROM platform.jobs WHERE tenant_id = '{tenant.Id}' AND key = '{name}'");
    }

    [Fact]
    public async Task A_job_is_held_past_errors_of_the_database()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "buildheld");
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text")));
        Computation computation = new(tenant.Id);
        await QueueAsync(tenant, "held@1");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Database.ConnectionString) { ApplicationName = "builds that are held" }.ConnectionString);
        using BackgroundBuilds node = new(source, tenant.OnAnotherNode().Models, TimeProvider.System, NullLogger<BackgroundBuilds>.Instance, computation);
        await node.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => !computation.Begun.IsEmpty, "the job has begun");
        await tenant.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'builds that are held'");
        DateTime lease = await LeaseAsync();
        await Eventually.HoldsAsync(async () => await LeaseAsync() > lease, "the lease is renewed again");
        computation.Free.SetResult();
        await Eventually.HoldsAsync(async () => await EndedAsync(tenant, "hook.compute") == 1, "the job is done");
        await node.StopAsync(TestContext.Current.CancellationToken);

        Task<DateTime> LeaseAsync() => tenant.ScalarAsync<DateTime>($"SELECT lease_until FROM platform.jobs WHERE tenant_id = '{tenant.Id}'");
    }

    [Fact]
    public async Task A_job_that_every_node_dies_of_is_given_up()
    {
        PublishedTenant tenant = await LargeTableAsync("builddeadly");
        await tenant.ExecuteAsync(
            $"UPDATE platform.jobs SET state = 'running', leased_by = 'gone', attempts = max_attempts, lease_until = now() - interval '1 second' WHERE tenant_id = '{tenant.Id}'");
        Assert.Equal(0, await BuildsOf(tenant).RunDueAsync(CancellationToken.None));
        Assert.Equal("failed", await StateAsync(tenant));
    }

    [Fact]
    public async Task An_index_that_another_build_of_the_platform_wants_is_left_to_it_for_a_while()
    {
        PublishedTenant tenant = await LargeTableAsync("buildmixed");
        await tenant.ExecuteAsync($$"""UPDATE platform.jobs SET payload = payload || '{"build":"another"}' WHERE tenant_id = '{{tenant.Id}}'""");
        Assert.Equal(0, await BuildsOf(tenant).RunDueAsync(CancellationToken.None));
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET run_after = now() - interval '11 minutes' WHERE tenant_id = '{tenant.Id}'");
        await FinishesAsync(tenant);
    }

    private async Task QueueAsync(PublishedTenant tenant, string name)
    {
        await using NpgsqlConnection connection = await database.DataSource.OpenConnectionAsync();
        await RevisionWriter.QueueAsync(connection, tenant.Id, null, RevisionWriter.ComputeJob, "deal", name, CancellationToken.None);
    }

    private static Task<long> EndedAsync(PublishedTenant tenant, string kind) =>
        tenant.ScalarAsync<long>($"SELECT count(*) FROM platform.jobs WHERE tenant_id = '{tenant.Id}' AND kind = '{kind}' AND state = 'succeeded'");

    private async Task<PublishedTenant> LargeTableAsync(string slug)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, slug);
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text")));
        await tenant.ExecuteAsync("""
            INSERT INTO $S.deal (id, version, created_at, updated_at, code) SELECT gen_random_uuid(), 1, now(), now(), n::text FROM generate_series(1, 25000) n;
            ANALYZE $S.deal
            """);
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text", "\"indexed\":true")));
        return tenant;
    }

    // The build waits for a transaction that writes the table; meanwhile the index stands, invalid. Then its session is ended.
    private async Task CutShortAsync(PublishedTenant tenant)
    {
        await using NpgsqlConnection writer = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction writing = await writer.BeginTransactionAsync();
        await HoldAsync(writer, tenant);
        Task<int> building = BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        await WaitsForWriterAsync(tenant);
        await tenant.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{BackgroundBuilds.ApplicationName(tenant.Id)}'");
        await building;
        Assert.False(await tenant.ScalarAsync<bool>(InSchema(tenant)));
    }

    private static async Task HoldAsync(NpgsqlConnection writer, PublishedTenant tenant)
    {
        await using NpgsqlCommand write = new($"UPDATE {tenant.Schema}.deal SET version = version + 1 WHERE code = '1'", writer);
        await write.ExecuteNonQueryAsync();
    }

    private static Task WaitsForWriterAsync(PublishedTenant tenant) => Eventually.HoldsAsync(
        () => tenant.ScalarAsync<bool>($"""
            SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '{BackgroundBuilds.ApplicationName(tenant.Id)}' AND wait_event_type = 'Lock')
               AND EXISTS ({InSchema(tenant)})
            """),
        "the build waits for the writer");

    private async Task FinishesAsync(PublishedTenant tenant)
    {
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.Equal("succeeded", await StateAsync(tenant));
        Assert.True(await tenant.ScalarAsync<bool>(InSchema(tenant)));
    }

    private static string InSchema(PublishedTenant tenant) => $"{Valid} AND c.relnamespace = '{tenant.Schema}'::regnamespace";

    private static Task<string> StateAsync(PublishedTenant tenant) =>
        tenant.ScalarAsync<string>($"SELECT state FROM platform.jobs WHERE tenant_id = '{tenant.Id}' ORDER BY created_at DESC LIMIT 1");

    private BackgroundBuilds BuildsOf(PublishedTenant tenant) =>
        new(database.DataSource, tenant.OnAnotherNode().Models, TimeProvider.System, NullLogger<BackgroundBuilds>.Instance);

    /// <summary>Computes nothing, and for one tenant only when it is let go.</summary>
    private sealed class Computation(Guid slow) : IBackgroundComputation
    {
        public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Begun { get; } = [];

        public async Task<string?> FillAsync(Guid tenant, string hookId, Action<double> share, CancellationToken cancellation)
        {
            Begun.Enqueue(hookId);
            if (tenant == slow) await Free.Task.WaitAsync(cancellation);
            return null;
        }
    }
}
