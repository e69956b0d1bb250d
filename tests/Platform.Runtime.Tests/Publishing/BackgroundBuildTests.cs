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
}
