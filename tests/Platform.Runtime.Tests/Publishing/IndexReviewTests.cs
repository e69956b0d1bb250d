using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Metadata.Hazards;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Demo;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Indexes that an earlier version of the platform made in another form.</summary>
public sealed class IndexReviewTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private const string Former = "DROP INDEX $S.ix_deal_code; CREATE INDEX ix_deal_code ON $S.deal (code, deleted_at, id)";

    [Fact]
    public async Task What_this_version_has_made_stays_as_it_is()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "reviewsales");
        await tenant.ApplyAsync([.. SalesApp.Documents().Select(d => new PutDocument(Encoding.UTF8.GetString(d), "sales"))], [HazardCodes.ScriptRights]);
        Assert.NotNull(await tenant.ScalarAsync<string?>($"SELECT indexes_reviewed_by FROM platform.tenants WHERE id = '{tenant.Id}'"));
        await ForgetAsync(tenant);
        await ReviewAsync(tenant);
        Assert.Equal(0, await QueuedAsync(tenant));
    }

    [Fact]
    public async Task An_index_of_a_former_version_is_built_anew_once_beside_the_former()
    {
        PublishedTenant tenant = await DealsAsync("reviewform");
        string wanted = await FormAsync(tenant);
        await tenant.ExecuteAsync(Former);
        await ForgetAsync(tenant);
        await ReviewAsync(tenant);
        await ReviewAsync(tenant);
        Assert.Equal(1, await QueuedAsync(tenant));

        // A writer does not keep anybody waiting but the build, and the former index serves meanwhile.
        await using NpgsqlConnection writer = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction writing = await writer.BeginTransactionAsync();
        await using (NpgsqlCommand write = new($"UPDATE {tenant.Schema}.deal SET version = version + 1 WHERE code = '1'", writer)) await write.ExecuteNonQueryAsync();
        Task<int> building = BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        await Eventually.HoldsAsync(
            () => tenant.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '{BackgroundBuilds.ApplicationName(tenant.Id)}' AND wait_event_type = 'Lock')"),
            "the build waits for the writer");
        await tenant.ExecuteAsync("UPDATE $S.deal SET version = version + 1 WHERE code = '2'");
        Assert.Contains("deleted_at, id", await FormAsync(tenant), StringComparison.Ordinal);
        await writing.CommitAsync();
        await building;
        Assert.Equal(wanted, await FormAsync(tenant));
        await AssertAloneAsync(tenant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE INDEX {0} ON $S.deal (code)")]
    [InlineData("CREATE INDEX {0} ON $S.deal (code, id) WHERE deleted_at IS NULL")]
    [InlineData("CREATE INDEX {0} ON $S.deal (lower(code), id) WHERE deleted_at IS NULL; DROP INDEX $S.ix_deal_code")]
    public async Task A_renewal_that_was_cut_short_is_brought_to_its_end(string left)
    {
        PublishedTenant tenant = await DealsAsync("reviewcut" + Guid.NewGuid().ToString("N")[..8]);
        string wanted = await FormAsync(tenant);
        await tenant.ExecuteAsync(Former);
        await ForgetAsync(tenant);
        await ReviewAsync(tenant);
        if (left.Length > 0) await tenant.ExecuteAsync(left.Replace("{0}", IndexForms.FreshName("ix_deal_code"), StringComparison.Ordinal));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.Equal(wanted, await FormAsync(tenant));
        await AssertAloneAsync(tenant);
    }

    [Fact]
    public async Task What_a_node_of_another_build_has_done_in_its_own_form_is_built_again()
    {
        PublishedTenant tenant = await DealsAsync("reviewmixed");
        string wanted = await FormAsync(tenant);
        await tenant.ExecuteAsync(Former);
        await ForgetAsync(tenant);
        Assert.False(await ReviewAsync(tenant));
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET state = 'succeeded' WHERE tenant_id = '{tenant.Id}'");
        Assert.False(await ReviewAsync(tenant));
        Assert.Equal((2, true), (await QueuedAsync(tenant), await tenant.ScalarAsync<bool>($"SELECT indexes_reviewed_by IS NULL FROM platform.tenants WHERE id = '{tenant.Id}'")));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        await ReviewAsync(tenant);
        Assert.Equal((wanted, IndexReview.Build), (await FormAsync(tenant), await tenant.ScalarAsync<string>($"SELECT indexes_reviewed_by FROM platform.tenants WHERE id = '{tenant.Id}'")));
    }

    [Fact]
    public async Task The_index_of_a_reference_for_which_a_listed_one_serves_goes_when_that_one_stands()
    {
        const string Former = "ix_deal_account_id", Listed = "ax_deal_account_id_code";
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "reviewstead");
        await tenant.PutAsync(Docs.Object("Account"));
        await tenant.PutAsync(Docs.Of(
            "Deal", "\"indexes\":[{\"fields\":[\"account\",\"code\"],\"withDeleted\":true}],",
            Docs.Field("code", "text"), Docs.Field("account", "lookup", "\"target\":\"Account\""), Docs.Field("other", "lookup", "\"target\":\"Account\"")));
        Assert.Equal([Listed, "ix_deal_other_id"], await NamesAsync(tenant));
        await tenant.ExecuteAsync($"CREATE INDEX {Former} ON $S.deal (account_id, id); DROP INDEX $S.{Listed}");
        await ForgetAsync(tenant);
        await ReviewAsync(tenant);
        Assert.Equal([Former, "ix_deal_other_id"], await NamesAsync(tenant));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.Equal([Listed, "ix_deal_other_id"], await NamesAsync(tenant));

        // The same where the listed one stands already.
        await tenant.ExecuteAsync($"CREATE INDEX {Former} ON $S.deal (account_id, id)");
        await ForgetAsync(tenant);
        Assert.False(await ReviewAsync(tenant));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.True(await ReviewAsync(tenant));
        Assert.Equal((2, Listed), (await QueuedAsync(tenant), (await NamesAsync(tenant))[0]));
    }

    [Theory]
    [InlineData("", "", "ix_deal_account_id")]
    [InlineData("\"indexes\":[{\"fields\":[\"account\",\"code\"]}],", "", "ix_deal_account_id ix_deal_account_id_code")]
    [InlineData("\"indexes\":[{\"fields\":[\"account\",\"code\"],\"withDeleted\":true}],", ",\"indexed\":true", "ax_deal_account_id_code ix_deal_account_id")]
    public async Task The_index_of_a_reference_comes_back_where_a_former_version_left_it(string indexes, string settings, string expected)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "reviewback" + Guid.NewGuid().ToString("N")[..8]);
        await tenant.PutAsync(Docs.Object("Account"));
        await tenant.PutAsync(Deal("\"indexes\":[{\"fields\":[\"account\",\"code\"],\"withDeleted\":true}],", ""));
        await tenant.ExecuteAsync("CREATE INDEX ix_deal_account_id ON $S.deal (account_id, id)");
        await tenant.PutAsync(Deal(indexes, settings));
        Assert.Equal(expected.Split(' '), await NamesAsync(tenant));

        static string Deal(string indexes, string settings) => Docs.Of("Deal", indexes, Docs.Field("code", "text"), Docs.Field("account", "lookup", "\"target\":\"Account\"" + settings));
    }

    [Fact]
    public async Task What_a_build_that_is_no_longer_wanted_was_to_replace_serves_until_the_next_stands()
    {
        PublishedTenant tenant = await DealsAsync("reviewhandon");
        await tenant.ExecuteAsync("CREATE INDEX former ON $S.deal (code)");
        await using (NpgsqlConnection connection = await database.DataSource.OpenConnectionAsync())
        {
            foreach (string name in (string[])["ix_deal_unwanted", "ix_deal_code"])
                await RevisionWriter.QueueAsync(connection, tenant.Id, null, RevisionWriter.IndexJob, "deal", name, CancellationToken.None, name == "ix_deal_unwanted" ? "former" : "");
        }

        BackgroundBuilds builds = BuildsOf(tenant);
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET run_after = now() + interval '1 hour' WHERE tenant_id = '{tenant.Id}' AND key = 'ix_deal_code'");
        await builds.RunDueAsync(CancellationToken.None);
        Assert.True(await tenant.ScalarAsync<bool>($"SELECT to_regclass('{tenant.Schema}.former') IS NOT NULL"));
        await tenant.ExecuteAsync($"UPDATE platform.jobs SET run_after = now() WHERE tenant_id = '{tenant.Id}' AND key = 'ix_deal_code'");
        await builds.RunDueAsync(CancellationToken.None);
        Assert.True(await tenant.ScalarAsync<bool>($"SELECT to_regclass('{tenant.Schema}.former') IS NULL"));
    }

    [Fact]
    public async Task A_unique_index_guards_all_the_while()
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, "reviewunique");
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text", "\"unique\":true")));
        string index = await tenant.ScalarAsync<string>($"SELECT indexname::text FROM pg_indexes WHERE schemaname = '{tenant.Schema}' AND tablename = 'deal' AND indexdef LIKE '%UNIQUE%code%'");
        await tenant.ExecuteAsync($"DROP INDEX $S.{index}; CREATE UNIQUE INDEX {index} ON $S.deal (code)");
        await ForgetAsync(tenant);
        await ReviewAsync(tenant);
        Assert.Equal(1, await QueuedAsync(tenant));
        await BuildsOf(tenant).RunDueAsync(CancellationToken.None);
        Assert.Contains("lower(code)", await FormAsync(tenant, index), StringComparison.Ordinal);
        await tenant.ExecuteAsync(Insert("A"));
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => tenant.ExecuteAsync(Insert("a")));
        Assert.Equal(index, refused.ConstraintName);
    }

    private static string Insert(string code) => $"INSERT INTO $S.deal (id, version, created_at, updated_at, code) VALUES (gen_random_uuid(), 1, now(), now(), '{code}')";

    private async Task<PublishedTenant> DealsAsync(string slug)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, slug);
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text", "\"indexed\":true")));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, code) SELECT gen_random_uuid(), 1, now(), now(), n::text FROM generate_series(1, 10) n");
        return tenant;
    }

    // As if another build had made the tenant.
    private static Task ForgetAsync(PublishedTenant tenant) => tenant.ExecuteAsync($"UPDATE platform.tenants SET indexes_reviewed_by = NULL WHERE id = '{tenant.Id}'");

    private Task<bool> ReviewAsync(PublishedTenant tenant) =>
        new IndexReview(database.DataSource, tenant.OnAnotherNode().Models, NullLogger<IndexReview>.Instance).RunAsync(CancellationToken.None);

    private BackgroundBuilds BuildsOf(PublishedTenant tenant) => new(database.DataSource, tenant.OnAnotherNode().Models, TimeProvider.System, NullLogger<BackgroundBuilds>.Instance);

    private static Task<long> QueuedAsync(PublishedTenant tenant) => tenant.ScalarAsync<long>($"SELECT count(*) FROM platform.jobs WHERE tenant_id = '{tenant.Id}'");

    private static Task<string> FormAsync(PublishedTenant tenant, string index = "ix_deal_code") =>
        tenant.ScalarAsync<string>($"SELECT indexdef FROM pg_indexes WHERE schemaname = '{tenant.Schema}' AND indexname = '{index}'");

    // Those that begin with a reference.
    private static async Task<string[]> NamesAsync(PublishedTenant tenant) =>
        (await tenant.ScalarAsync<string>(
            $"SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = '{tenant.Schema}' AND tablename = 'deal' AND indexdef ~ '[(](account|other)_id'")).Split(' ');

    private static async Task AssertAloneAsync(PublishedTenant tenant)
    {
        Assert.Equal("succeeded", await tenant.ScalarAsync<string>($"SELECT state FROM platform.jobs WHERE tenant_id = '{tenant.Id}' ORDER BY created_at DESC LIMIT 1"));
        Assert.Equal(0, await tenant.ScalarAsync<long>($"SELECT count(*) FROM pg_indexes WHERE schemaname = '{tenant.Schema}' AND indexname LIKE 'fresh%'"));
    }
}
