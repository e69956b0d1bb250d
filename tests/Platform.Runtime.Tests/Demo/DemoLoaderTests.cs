using System.Globalization;
using System.Text;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Demo;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Publishing;
using Platform.Sql;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Demo;

/// <summary>The demo data of the sales app in real tables.</summary>
public sealed class DemoLoaderTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private static readonly Dictionary<string, long> Expected = SalesApp.SmallDataset.Tables.ToDictionary(t => t.Object.Name, t => t.Rows().LongCount());

    [Fact]
    public async Task Every_row_is_stored_and_every_reference_holds()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_rows");
        string dressing = await DressingAsync(tenant);

        DemoLoadResult result = await LoadAsync(tenant);

        foreach (DemoTable table in SalesApp.SmallDataset.Tables)
        {
            Assert.Equal(Expected[table.Object.Name], await CountAsync(tenant, table.Object.Table));
            Assert.Equal(Expected[table.Object.Name], result.Rows[table.Object.Name]);
            foreach (FieldModel link in table.Links) Assert.Equal(table.Pairs(link).LongCount(), await CountAsync(tenant, link.LinkTable!));
        }

        // The indexes and foreign keys are those of before, and all of them valid.
        Assert.Equal(dressing, await DressingAsync(tenant));
        Assert.Equal(0, await tenant.ScalarAsync<long>("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"));
    }

    [Fact]
    public async Task Every_row_satisfies_the_rules_and_conditions_of_the_app()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_rules");
        await LoadAsync(tenant);
        List<string> broken = [];
        int asked = 0;
        foreach ((string what, SqlSelect violations) in BrokenConditions.Of(SalesApp.Model, tenant.Schema))
        {
            asked++;
            SqlText sql = violations.Print();
            Assert.Empty(sql.Parameters);
            if (await tenant.ScalarAsync<long>(sql.Text) is > 0 and var count) broken.Add($"{what}: {count}");
        }

        // Products have gone out of sale since; what may be chosen is asked when it is chosen.
        Assert.All(broken, b => Assert.Contains("Line product choosable", b, StringComparison.Ordinal));
        Assert.True(asked > 30, $"{asked} conditions");
    }

    [Fact]
    public async Task Sums_agree_in_the_database()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_sums");
        await LoadAsync(tenant);
        Assert.Equal(0, await tenant.ScalarAsync<long>("""
            SELECT count(*) FROM $S.quote q
            WHERE subtotal <> (SELECT sum(round(quantity * unit_price, 2)) FROM $S.quote_line l WHERE l.quote_id = q.id)
            """));
        Assert.Equal(0, await tenant.ScalarAsync<long>("""
            SELECT count(*) FROM $S.payment_plan p
            WHERE amount < (SELECT coalesce(sum(a.amount), 0) FROM $S.receipt_allocation a WHERE a.payment_plan_id = p.id)
            """));
    }

    [Fact]
    public async Task Counters_go_on_after_the_numbers_that_were_given()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_counters");
        await LoadAsync(tenant);
        long accounts = Expected["Account"];
        Assert.Equal(accounts, await tenant.ScalarAsync<long>(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT value FROM platform.auto_number_counters
            WHERE tenant_id = '{tenant.Id}' AND object_id = 'Account' AND field_id = 'accountNumber' AND period = ''
            """)));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"ACC-{accounts:D6}"), await tenant.ScalarAsync<string>("SELECT max(account_number) FROM $S.account"));
    }

    [Fact]
    public async Task A_second_load_is_refused_and_changes_nothing()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_twice");
        await LoadAsync(tenant);
        DemoException refusal = await Assert.ThrowsAsync<DemoException>(() => LoadAsync(tenant));
        Assert.Contains("has records already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Expected["Account"], await CountAsync(tenant, "account"));
    }

    [Fact]
    public async Task A_cancelled_load_leaves_nothing()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_cancel");
        string dressing = await DressingAsync(tenant);
        using CancellationTokenSource stop = new();
        StopAt progress = new("Opportunity", stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DemoLoader(tenant.DataSource)
            .LoadAsync(SalesApp.SmallDataset, new DemoTarget(tenant.Id, tenant.Schema), progress, stop.Token));
        Assert.Equal(0, await CountAsync(tenant, "account"));
        Assert.Equal(dressing, await DressingAsync(tenant));
    }

    [Fact]
    public async Task A_user_who_exists_owns_records()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_user");
        Guid administrator = Guid.CreateVersion7();
        await tenant.ExecuteAsync($"""
            INSERT INTO $S."user" (id, version, created_at, updated_at, name, email, active)
            VALUES ('{administrator}', 1, now(), now(), 'Administrator', 'admin@example.com', true)
            """);
        DemoDataset dataset = SalesApp.Dataset(new DemoOptions(DemoSize.S, SalesApp.Anchor, SignedInUser: administrator));
        await new DemoLoader(tenant.DataSource).LoadAsync(dataset, new DemoTarget(tenant.Id, tenant.Schema), null, CancellationToken.None);
        Assert.True(await tenant.ScalarAsync<long>($"SELECT count(*) FROM $S.opportunity WHERE owner_id = '{administrator}'") > 20);
        Assert.Equal(Expected["User"], await CountAsync(tenant, "user"));
    }

    [Fact]
    public async Task Rollups_are_what_the_loaded_lists_give()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_rollups");
        await LoadAsync(tenant);
        TenantModel model = (await tenant.Models.GetAsync(tenant.Id, CancellationToken.None))!.Model;
        RollupRecount recount = new(tenant.DataSource);
        foreach (OrderedRollup rollup in RollupRecount.Find(model, null, null))
        {
            Assert.Equal(0, await recount.CountWrongAsync(tenant.Schema, model, rollup, CancellationToken.None));
        }

        Assert.True(await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.account WHERE credit_used > 0 AND open_deals > 0") > 10);
    }

    [Fact]
    public async Task Records_have_come_to_their_stages_by_those_before()
    {
        PublishedTenant tenant = await SalesTenantAsync("demo_stages");
        await LoadAsync(tenant);
        const string Last = "SELECT DISTINCT ON (record) record, stage, entered_at FROM $S.stage_entry WHERE object = 'Opportunity' ORDER BY record, entered_at DESC, id DESC";
        Assert.Equal(0, await tenant.ScalarAsync<long>($"""
            SELECT count(*) FROM $S.opportunity o LEFT JOIN ({Last}) e ON e.record = o.id::text
            WHERE o.pipeline IS NOT NULL AND (e.stage IS DISTINCT FROM o.stage OR e.entered_at IS DISTINCT FROM o.stage_since)
            """));
        Assert.True(await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.stage_entry WHERE from_duration > 0") > 20);
        Assert.Equal(
            await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.opportunity WHERE pipeline IS NOT NULL"),
            await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.stage_entry WHERE from_stage IS NULL"));
    }

    private static Task<DemoLoadResult> LoadAsync(PublishedTenant tenant) => new DemoLoader(tenant.DataSource)
        .LoadAsync(SalesApp.SmallDataset, new DemoTarget(tenant.Id, tenant.Schema), null, CancellationToken.None);

    private async Task<PublishedTenant> SalesTenantAsync(string slug)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, slug);
        await tenant.ApplyAsync([.. SalesApp.Documents().Select(d => new PutDocument(Encoding.UTF8.GetString(d), "sales"))], [Platform.Metadata.Hazards.HazardCodes.ScriptRights]);
        return tenant;
    }

    private static Task<long> CountAsync(PublishedTenant tenant, string table) => tenant.ScalarAsync<long>($"SELECT count(*) FROM $S.\"{table}\"");

    /// <summary>Definitions of all indexes and constraints of the tenant, but for their order.</summary>
    private static Task<string> DressingAsync(PublishedTenant tenant) => tenant.ScalarAsync<string>("""
        SELECT string_agg(d, E'\n' ORDER BY d) FROM (
          SELECT pg_get_indexdef(i.oid) d FROM pg_class i JOIN pg_namespace n ON n.oid = i.relnamespace WHERE n.nspname = '$S' AND i.relkind = 'i'
          UNION ALL
          SELECT c.conname || ' ' || pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = '$S') x
        """);

    private sealed class StopAt(string step, CancellationTokenSource stop) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Step == step) stop.Cancel();
        }
    }
}
