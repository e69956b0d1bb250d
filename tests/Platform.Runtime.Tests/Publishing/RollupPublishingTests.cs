using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Planning;
using Platform.Runtime.Database;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Encryption;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Rollups come, change and go in deploys, over records that are there already.</summary>
public sealed class RollupPublishingTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private static int s_tenants;

    private static string Order(string rollup) => Docs.Object("Order", Docs.Field("total", "currency", rollup));

    private static string Rollup(string function, string? field, string? filter = null) =>
        $"\"rollup\":{{\"relation\":\"lines\",\"function\":\"{function}\"{(field is null ? "" : $",\"field\":\"{field}\"")}{(filter is null ? "" : $",\"filter\":\"{filter}\"")}}}";

    private static string Line(string net = "record.amount") => Docs.Object(
        "Line", Docs.Field("amount", "currency"), Docs.Field("net", "currency", $"\"formula\":\"{net}\""),
        Docs.Field("order", "masterDetail", "\"target\":\"Order\",\"inverse\":\"lines\""));

    /// <summary>Orders numbered from 1; the n-th has n lines of the amounts 1 to n.</summary>
    private async Task<PublishedTenant> TenantAsync(int orders)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, $"roll{Interlocked.Increment(ref s_tenants)}");
        await tenant.PutAsync(Docs.Object("Order"), Line());
        await tenant.ExecuteAsync($"""
            INSERT INTO $S."order" (id, version, created_at, updated_at, title) SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, now(), now(), n::text FROM generate_series(1, {orders}) n;
            INSERT INTO $S.line (id, version, created_at, updated_at, order_id, amount)
            SELECT gen_random_uuid(), 1, now(), now(), o.id, n FROM $S."order" o, generate_series(1, least(o.title::int, 4)) n;
            ANALYZE $S."order"; ANALYZE $S.line
            """);
        return tenant;
    }

    private static Task<string> TotalsAsync(PublishedTenant tenant) =>
        tenant.ScalarAsync<string>("""SELECT string_agg(coalesce(total::text, '-'), ' ' ORDER BY id) FROM (SELECT * FROM $S."order" ORDER BY id LIMIT 4) o""");

    [Fact]
    public async Task A_new_rollup_is_filled_by_the_deploy_that_brings_it()
    {
        PublishedTenant tenant = await TenantAsync(3);
        Published published = await tenant.PutAsync(Order(Rollup("sum", "net")));
        Assert.DoesNotContain(published.Plan.Steps, s => s.Stage == PlanStage.Background);
        Assert.Equal("1.00 3.00 6.00", await TotalsAsync(tenant));
        await tenant.ExecuteAsync("""INSERT INTO $S."order" (id, version, created_at, updated_at) VALUES (gen_random_uuid(), 1, now(), now())""");
        Assert.Equal(1L, await tenant.ScalarAsync<long>("""SELECT count(*) FROM $S."order" WHERE total = 0"""));
    }

    [Fact]
    public async Task A_plan_shows_whose_values_change_and_a_rollback_changes_them_back()
    {
        PublishedTenant tenant = await TenantAsync(3);
        await tenant.PutAsync(Order(Rollup("sum", "net")));
        PutDocument edit = new(Order(Rollup("sum", "net", "record.amount > 1")));
        DeployPlan plan = await tenant.PlanAsync(edit);
        Assert.IsType<ChangeRollup>(Assert.Single(plan.Changes));
        Hazard changed = Assert.Single(plan.Hazards);
        Assert.Equal((HazardCodes.ComputedValues, HazardSeverity.Info, 3L), (changed.Code, changed.Severity, changed.Count));
        Assert.Contains("6.00 → 5.00", changed.Samples.Select(s => s.Value));
        Assert.True(plan.DryRun);
        Assert.Equal("1.00 3.00 6.00", await TotalsAsync(tenant));
        Published applied = await tenant.ApplyAsync([edit]);
        Assert.Equal("0.00 2.00 5.00", await TotalsAsync(tenant));
        await tenant.RollbackAsync(applied.State.Revision - 1);
        Assert.Equal("1.00 3.00 6.00", await TotalsAsync(tenant));
    }

    [Fact]
    public async Task A_change_of_what_it_depends_on_makes_a_rollup_anew()
    {
        PublishedTenant tenant = await TenantAsync(3);
        await tenant.PutAsync(Order(Rollup("sum", "net")));
        await tenant.PutAsync(Line("record.amount * 2"));
        Assert.Equal("2.00 6.00 12.00", await TotalsAsync(tenant));
    }

    [Fact]
    public async Task A_rollup_becomes_a_mean_a_stored_field_and_itself_again()
    {
        PublishedTenant tenant = await TenantAsync(3);
        Published first = await tenant.PutAsync(Order(Rollup("sum", "net")));
        await tenant.ApplyAsync([new PutDocument(Order(Rollup("avg", "net")))], [HazardCodes.DataLoss]);
        Assert.Equal("1.00 1.50 2.00", await TotalsAsync(tenant));
        await tenant.ApplyAsync([new PutDocument(Docs.Object("Order", Docs.Field("total", "currency")))], [HazardCodes.DataLoss]);
        Assert.Equal("- - -", await TotalsAsync(tenant));
        await tenant.ExecuteAsync("UPDATE $S.line SET amount = amount + 1");
        await tenant.RollbackAsync(first.State.Revision, HazardCodes.DataLoss);
        Assert.Equal("2.00 5.00 9.00", await TotalsAsync(tenant));
    }

    [Fact]
    public async Task Of_large_tables_a_rollup_is_filled_in_the_background_beside_writers()
    {
        PublishedTenant tenant = await TenantAsync(6_000);
        Published published = await tenant.PutAsync(Order(Rollup("sum", "net")));
        Assert.Contains(published.Plan.Steps, s => s.Stage == PlanStage.Background);
        Assert.Equal("- - - -", await TotalsAsync(tenant));

        // What is not filled yet stays blank when its list changes, and what is new is exact at once.
        WriteOutcome written = await WriteLineAsync(tenant, published.State.Model, 2, 40m);
        Assert.Null(written.Refusal);
        Assert.Equal("- - - -", await TotalsAsync(tenant));

        // Stopped between two lots, as by a host that is killed, it leaves whole values, and goes on when it is run again.
        using CancellationTokenSource cut = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RollupRecount(database.DataSource).FillAsync(
            tenant.Schema, published.State.Model, "order.total", share => { if (share > 0.3) cut.Cancel(); }, cut.Token));
        Assert.Equal("1.00 43.00 6.00 10.00", await TotalsAsync(tenant));
        Assert.True(await tenant.ScalarAsync<long>("""SELECT count(*) FROM $S."order" WHERE total IS NULL""") > 0);
        await WriteLineAsync(tenant, published.State.Model, 3, 0.5m);
        BackgroundBuilds builds = new(database.DataSource, tenant.OnAnotherNode().Models, TimeProvider.System, NullLogger<BackgroundBuilds>.Instance);
        Assert.Equal(1, await builds.RunDueAsync(CancellationToken.None));
        Assert.Equal("1.00 43.00 6.50 10.00", await TotalsAsync(tenant));
        Assert.Equal("succeeded 1", await tenant.ScalarAsync<string>($"SELECT state || ' ' || progress FROM platform.jobs WHERE tenant_id = '{tenant.Id}' AND kind = 'rollup.fill'"));
        OrderedRollup rollup = Assert.Single(RollupRecount.Find(published.State.Model, "Order", "total"));
        Assert.Equal(0, await new RollupRecount(database.DataSource).CountWrongAsync(tenant.Schema, published.State.Model, rollup, CancellationToken.None));
    }

    [Fact]
    public async Task A_writer_that_does_not_know_of_a_new_rollup_begins_anew()
    {
        PublishedTenant tenant = await TenantAsync(3);
        TenantModel before = (await tenant.Models.GetAsync(tenant.Id, CancellationToken.None))!.Model;
        Published published = await tenant.PutAsync(Order(Rollup("sum", "net")));
        PostgresException outdated = await Assert.ThrowsAsync<PostgresException>(() => WriteLineAsync(tenant, before, 1, 5m));
        Assert.True(OutdatedStatement.IsCauseOf(outdated));
        Assert.Equal("1.00 3.00 6.00", await TotalsAsync(tenant));
        Assert.Null((await WriteLineAsync(tenant, published.State.Model, 1, 5m)).Refusal);
        Assert.Equal("6.00 3.00 6.00", await TotalsAsync(tenant));
    }

    [Theory]
    [InlineData("UPDATE $S.region SET factor = 3")]
    [InlineData("UPDATE $S.part SET price = 70")]
    [InlineData("DELETE FROM $S.order__parts")]
    public async Task A_deploy_waits_for_whoever_writes_what_its_rollups_are_made_of(string write)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, $"roll{Interlocked.Increment(ref s_tenants)}");
        string part = Docs.Object("Part", Docs.Field("price", "currency"), Docs.Field("region", "lookup", "\"target\":\"Region\""));
        string links = Docs.Field("parts", "manyToMany", "\"target\":\"Part\"");
        Published first = await tenant.PutAsync(Docs.Object("Region", Docs.Field("factor", "decimal")), part, Docs.Object("Order", links));
        string table = first.State.Model.Object("Order").Field("parts").LinkTable!;
        await tenant.ExecuteAsync($"""
            INSERT INTO $S.region (id, version, created_at, updated_at, factor) VALUES ('00000000-0000-7000-8000-000000000001', 1, now(), now(), 1);
            INSERT INTO $S.part (id, version, created_at, updated_at, price, region_id) VALUES ('00000000-0000-7000-8000-000000000002', 1, now(), now(), 7, '00000000-0000-7000-8000-000000000001');
            INSERT INTO $S."order" (id, version, created_at, updated_at) VALUES ('00000000-0000-7000-8000-000000000003', 1, now(), now());
            INSERT INTO $S.{table} (source_id, target_id) VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000002')
            """);
        await using NpgsqlConnection writer = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction writing = await writer.BeginTransactionAsync();
        await using NpgsqlCommand command = new(write.Replace("$S.order__parts", $"$S.{table}", StringComparison.Ordinal).Replace("$S", tenant.Schema, StringComparison.Ordinal), writer);
        await command.ExecuteNonQueryAsync();
        Task<Published> deploy = Task.Run(() => tenant.PutAsync(Docs.Object("Order", links, Docs.Field("total", "currency",
            "\"rollup\":{\"relation\":\"parts\",\"function\":\"sum\",\"field\":\"price\",\"filter\":\"record.region.factor < 2.0\"}"))));
        using CancellationTokenSource published = new();
        await Task.WhenAny(deploy, BlockedStatements.AwaitOneAsync(writer, published.Token));
        await published.CancelAsync();
        await writing.CommitAsync();
        OrderedRollup rollup = Assert.Single(RollupRecount.Find((await deploy).State.Model, "Order", "total"));
        Assert.Equal(0, await new RollupRecount(database.DataSource).CountWrongAsync(tenant.Schema, (await deploy).State.Model, rollup, CancellationToken.None));
    }

    [Fact]
    public async Task Writers_beside_deploys_that_bring_and_change_a_rollup_lose_nothing()
    {
        PublishedTenant tenant = await TenantAsync(3);
        TenantModel model = (await tenant.Models.GetAsync(tenant.Id, CancellationToken.None))!.Model;
        bool isOver = false;
        int written = 0;
        Task writers = Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            for (int i = 0; !isOver; i++)
            {
                try
                {
                    WriteOutcome outcome = await WriteLineAsync(tenant, Volatile.Read(ref model), 1 + ((n + i) % 3), i % 7);
                    if (outcome.Refusal is null) Interlocked.Increment(ref written);
                }
                catch (PostgresException outdated) when (OutdatedStatement.IsCauseOf(outdated))
                {
                    // Whoever plans on a model that has moved plans anew on the one there is by then.
                }
            }
        })));
        for (int deploys = 0; deploys < 8; deploys++)
        {
            string rollup = deploys % 4 == 3 ? "\"scale\":2" : Rollup("sum", "net", deploys % 2 == 0 ? null : "record.amount > 2");
            Published published = await tenant.ApplyAsync([new PutDocument(Order(rollup))], [HazardCodes.DataLoss]);
            Volatile.Write(ref model, published.State.Model);
            int before = Volatile.Read(ref written);
            while (Volatile.Read(ref written) < before + 5 && !writers.IsCompleted) await Task.Yield();
            foreach (OrderedRollup kept in RollupOrder.Of(published.State.Model))
                Assert.Equal(0, await new RollupRecount(database.DataSource).CountWrongAsync(tenant.Schema, published.State.Model, kept, CancellationToken.None));
        }

        isOver = true;
        await writers;
    }

    [Fact]
    public async Task A_total_that_does_not_fit_existing_records_blocks_the_plan()
    {
        PublishedTenant tenant = await TenantAsync(2);
        await tenant.ExecuteAsync("UPDATE $S.line SET amount = 9999999999999999.99");
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Order(Rollup("sum", "amount"))));
        Assert.Contains(plan.Hazards, h => h is { Code: PublishCodes.DataChanged, Severity: HazardSeverity.Block });
    }

    private async Task<WriteOutcome> WriteLineAsync(PublishedTenant tenant, TenantModel model, int order, decimal amount)
    {
        Guid user = Guid.CreateVersion7();
        await tenant.ExecuteAsync($"""INSERT INTO $S."user" (id, version, created_at, updated_at, name, email, active) VALUES ('{user}', 1, now(), now(), 'A', '{user:N}@example.com', true)""");
        DirectoryInfo keys = Directory.CreateTempSubdirectory("platform-rollups-");
        RecordWriter writer = new(database.DataSource, new FieldCipher(MasterKeys.Open(keys.FullName)), new WriteOptions());
        RecordCaller caller = new(tenant.Id, tenant.Schema, model, PermissionCompiler.Compile(model, ["administrator"]), user) { TenantTimeZone = "UTC" };
        PlannedMutation create = new()
        {
            ResponseName = "m",
            Object = model.Object("Line"),
            Kind = MutationKind.Create,
            SelectsRecords = false,
            Arguments = new Dictionary<string, object?>
            {
                ["input"] = new Dictionary<string, object?> { ["amount"] = amount, ["order"] = $"00000000-0000-7000-8000-{order:000000000000}" },
            },
        };
        try
        {
            return await writer.WriteAsync(create, caller, null, CancellationToken.None);
        }
        finally
        {
            keys.Delete(recursive: true);
        }
    }
}
