using Platform.Metadata.Changes;
using Platform.Metadata.Hazards;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

public sealed class PublisherTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private static int s_tenants;

    private Task<PublishedTenant> TenantAsync() =>
        PublishedTenant.CreateAsync(database.DataSource, $"pub{Interlocked.Increment(ref s_tenants)}");

    [Fact]
    public async Task An_object_becomes_a_table_and_a_field_a_column()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("amount", "decimal")));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title, amount) VALUES (gen_random_uuid(), 1, now(), now(), 'a', 12.50)");
        Assert.Equal(12.50m, await tenant.ScalarAsync<decimal>("SELECT amount FROM $S.deal"));
        Assert.Equal(2, (await tenant.Models.GetAsync(tenant.Id, CancellationToken.None))!.Revision);
    }

    [Fact]
    public async Task Applying_the_same_documents_again_makes_no_revision()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal"));
        Published again = await tenant.PutAsync(Docs.Object("Deal"));
        Assert.Equal(2, again.State.Revision);
        Assert.True(again.Plan.IsEmpty);
    }

    [Fact]
    public async Task A_rename_by_id_keeps_table_column_and_rows()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("amount", "decimal")));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, amount) VALUES (gen_random_uuid(), 1, now(), now(), 5)");
        Published renamed = await tenant.PutAsync(Docs.Of("Chance", "\"id\":\"Deal\",", Docs.Field("worth", "decimal", "\"id\":\"amount\"")));
        Assert.Empty(renamed.Plan.Steps);
        Assert.Equal(["RenameObject", "RenameField"], renamed.Plan.Changes.Where(c => c is RenameObject or RenameField).Select(c => c.GetType().Name));
        Assert.Equal(5m, await tenant.ScalarAsync<decimal>("SELECT amount FROM $S.deal"));
        Assert.Equal("amount", renamed.State.Model.Object("Chance").Field("worth").Column.Name);
    }

    [Fact]
    public async Task A_changed_formula_changes_no_table_and_shows_whose_values_change()
    {
        PublishedTenant tenant = await TenantAsync();
        string With(string formula) => Docs.Object("Deal", Docs.Field("amount", "decimal"), Docs.Field("twice", "decimal", $"\"formula\":\"{formula}\""));
        await tenant.PutAsync(With("record.amount * 2"));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title, amount) SELECT gen_random_uuid(), 1, now(), now(), 'a', n FROM generate_series(0, 3) n");
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(With("record.amount * 3")));
        Assert.Empty(plan.Steps);
        Assert.IsType<ChangeFormula>(Assert.Single(plan.Changes));
        Hazard changed = Assert.Single(plan.Hazards);
        Assert.Equal((HazardCodes.ComputedValues, HazardSeverity.Info, 3L), (changed.Code, changed.Severity, changed.Count));
        Assert.Contains("2.00 → 3.00", changed.Samples.Select(s => s.Value));
        await tenant.PutAsync(With("record.amount * 3"));
    }

    [Fact]
    public async Task A_changed_formula_shows_whose_values_change_with_it_in_other_formulas_and_objects()
    {
        PublishedTenant tenant = await TenantAsync();
        string Deal(string net, string tax) => Docs.Object(
            "Deal", Docs.Field("amount", "decimal"), Docs.Field("net", "decimal", $"\"formula\":\"{net}\""), Docs.Field("tax", "decimal", $"\"formula\":\"{tax}\""), Docs.Field("other", "decimal", "\"formula\":\"record.amount + 1\""));
        string part = Docs.Object("Part", Docs.Field("deal", "lookup", "\"target\":\"Deal\""), Docs.Field("share", "decimal", "\"formula\":\"record.deal.tax / 2\""));
        await tenant.PutAsync(Deal("record.amount * 2", "record.net * 0.5"), part);
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title, amount) SELECT gen_random_uuid(), 1, now(), now(), 'a', n FROM generate_series(0, 3) n");
        await tenant.ExecuteAsync("INSERT INTO $S.part (id, version, created_at, updated_at, title, deal_id) SELECT gen_random_uuid(), 1, now(), now(), 'p', id FROM $S.deal WHERE amount = 3");

        DeployPlan one = await tenant.PlanAsync(new PutDocument(Deal("record.amount * 4", "record.net * 0.5")));
        Assert.Equal(
            [(3L, "“net”", "2.00 → 4.00"), (3L, "“tax”", "1.00 → 2.00"), (1L, "“share”", "1.50 → 3.00")],
            one.Hazards.Select(h => (h.Count, h.Message.In("en").Split(' ')[^1].TrimEnd('.'), h.Samples.Select(s => s.Value!).Order(StringComparer.Ordinal).First())));
        // Two changes that follow each other are told once each.
        DeployPlan both = await tenant.PlanAsync(new PutDocument(Deal("record.amount * 4", "record.net * 0.75")));
        Assert.Equal(["“net”", "“share”", "“tax”"], both.Hazards.Where(h => h.Count > 0).Select(h => h.Message.In("en").Split(' ')[^1].TrimEnd('.')).Distinct());
        Assert.Equal(both.Hazards.Count, both.Hazards.Select(h => h.Message.In("en")).Distinct().Count());
    }

    [Fact]
    public async Task A_dropped_field_is_set_aside_and_comes_back_with_rollback()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("note", "text", "\"unique\":true")));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title, note) VALUES (gen_random_uuid(), 1, now(), now(), 'a', 'kept')");
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Docs.Object("Deal")));
        Hazard loss = Assert.Single(plan.Hazards);
        Assert.Equal((HazardCodes.DataLoss, HazardSeverity.Confirm, 1L), (loss.Code, loss.Severity, loss.Count));
        Assert.Equal("kept", Assert.Single(loss.Samples).Value);
        Assert.True(plan.DryRun);
        PublishOutcome refused = await tenant.Publisher.ApplyAsync(tenant.Request([new PutDocument(Docs.Object("Deal"))]), CancellationToken.None);
        Assert.Equal(PublishCodes.HazardNotAccepted, Assert.IsType<PublishRefused>(refused).Code);
        await tenant.ApplyAsync([new PutDocument(Docs.Object("Deal"))], [HazardCodes.DataLoss]);
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title) VALUES (gen_random_uuid(), 1, now(), now(), 'b')");
        Published back = await tenant.RollbackAsync(2);
        Assert.Equal(4, back.State.Revision);
        Assert.Equal("""[{"title":"a","note":"kept"}, """ + "\n " + """{"title":"b","note":null}]""", await tenant.RowsAsync("SELECT title, note FROM $S.deal ORDER BY title"));
        Assert.Equal(0L, await tenant.ScalarAsync<long>("SELECT count(*) FROM $S._set_aside WHERE restored_at IS NULL"));
    }

    [Fact]
    public async Task A_dropped_object_comes_back_with_its_rows_links_and_keys()
    {
        PublishedTenant tenant = await TenantAsync();
        string account = Docs.Object("Account");
        await tenant.PutAsync(account, Docs.Object("Deal", Docs.Field("account", "lookup", "\"target\":\"Account\""), Docs.Field("partners", "manyToMany", "\"target\":\"Account\"")));
        await tenant.ExecuteAsync("""
            INSERT INTO $S.account (id, version, created_at, updated_at, title) VALUES
                ('00000000-0000-7000-8000-000000000001', 1, now(), now(), 'one'), ('00000000-0000-7000-8000-000000000002', 1, now(), now(), 'two');
            INSERT INTO $S.deal (id, version, created_at, updated_at, title, account_id) VALUES
                ('00000000-0000-7000-8000-00000000000a', 1, now(), now(), 'a', '00000000-0000-7000-8000-000000000001'),
                ('00000000-0000-7000-8000-00000000000b', 1, now(), now(), 'b', '00000000-0000-7000-8000-000000000002');
            INSERT INTO $S.deal__partners SELECT d.id, a.id FROM $S.deal d, $S.account a
            """);
        await tenant.ApplyAsync([new RemoveDocument("object", "Deal")], [HazardCodes.DataLoss]);
        await tenant.ExecuteAsync("DELETE FROM $S.account WHERE title = 'two'");
        await tenant.RollbackAsync(2);
        Assert.Equal(
            """[{"title":"a","account":"one"}, """ + "\n " + """{"title":"b","account":null}]""",
            await tenant.RowsAsync("SELECT d.title, a.title AS account FROM $S.deal d LEFT JOIN $S.account a ON a.id = d.account_id ORDER BY 1"));
        Assert.Equal(2L, await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.deal__partners"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => tenant.ExecuteAsync("UPDATE $S.deal SET account_id = gen_random_uuid()"));
    }

    [Fact]
    public async Task A_retype_converts_and_rollback_returns_kept_and_newly_written_values()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("size", "text", "\"indexed\":true")));
        await tenant.ExecuteAsync("""
            INSERT INTO $S.deal (id, version, created_at, updated_at, title, size) VALUES
                (gen_random_uuid(), 1, now(), now(), 'a', '7'), (gen_random_uuid(), 1, now(), now(), 'b', '007'), (gen_random_uuid(), 1, now(), now(), 'c', 'many')
            """);
        PutDocument edit = new(Docs.Object("Deal", Docs.Field("size", "integer", "\"indexed\":true")));
        DeployPlan plan = await tenant.PlanAsync(edit);
        Assert.Equal([HazardCodes.CannotConvert, HazardCodes.LossyConversion], plan.Hazards.Select(h => h.Code));
        Assert.Equal([("many", 1L), ("007", 1L)], plan.Hazards.Select(h => (h.Samples[0].Value!, h.Count)));
        await tenant.ApplyAsync([edit], [HazardCodes.CannotConvert, HazardCodes.LossyConversion]);
        Assert.Equal("7,7,", await tenant.ScalarAsync<string>("SELECT string_agg(coalesce(size::text, ''), ',' ORDER BY title) FROM $S.deal"));
        await tenant.ExecuteAsync("UPDATE $S.deal SET size = 8 WHERE title = 'a'; INSERT INTO $S.deal (id, version, created_at, updated_at, title, size) VALUES (gen_random_uuid(), 1, now(), now(), 'd', 9)");
        await tenant.RollbackAsync(2);
        Assert.Equal("8,007,many,9", await tenant.ScalarAsync<string>("SELECT string_agg(size, ',' ORDER BY title) FROM $S.deal"));
        await tenant.RollbackAsync(3, HazardCodes.CannotConvert);
        Assert.Equal("8,7,,9", await tenant.ScalarAsync<string>("SELECT string_agg(coalesce(size::text, ''), ',' ORDER BY title) FROM $S.deal"));
    }

    [Fact]
    public async Task Values_that_are_shared_block_a_unique_field()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("code", "text")));
        await tenant.ExecuteAsync("""
            INSERT INTO $S.deal (id, version, created_at, updated_at, code, deleted_at) VALUES
                (gen_random_uuid(), 1, now(), now(), 'x', null), (gen_random_uuid(), 1, now(), now(), 'X', null), (gen_random_uuid(), 1, now(), now(), 'y', null),
                (gen_random_uuid(), 1, now(), now(), 'y', now())
            """);
        PutDocument edit = new(Docs.Object("Deal", Docs.Field("code", "text", "\"unique\":true")));
        DeployPlan plan = await tenant.PlanAsync(edit);
        Hazard shared = Assert.Single(plan.Hazards);
        Assert.Equal((HazardCodes.NotUnique, HazardSeverity.Block, 2L), (shared.Code, shared.Severity, shared.Count));
        Assert.False(plan.CanApply);
        PublishOutcome refused = await tenant.Publisher.ApplyAsync(tenant.Request([edit], [HazardCodes.NotUnique]), CancellationToken.None);
        Assert.Equal(PublishCodes.PlanBlocked, Assert.IsType<PublishRefused>(refused).Code);
        await tenant.ExecuteAsync("UPDATE $S.deal SET code = 'z' WHERE code = 'X'");
        await tenant.ApplyAsync([edit]);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => tenant.ExecuteAsync(
            "INSERT INTO $S.deal (id, version, created_at, updated_at, code) VALUES (gen_random_uuid(), 1, now(), now(), 'Z')"));
    }

    [Fact]
    public async Task Two_administrators_at_once_the_second_is_told()
    {
        PublishedTenant tenant = await TenantAsync();
        PublishOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => tenant.OnAnotherNode().Publisher.ApplyAsync(
            tenant.Request([new PutDocument(Docs.Object("Deal" + "AB"[i]))], ifRevision: 1), CancellationToken.None)));
        Assert.Single(outcomes.OfType<Published>());
        Assert.Equal(PublishCodes.RevisionConflict, Assert.Single(outcomes.OfType<PublishRefused>()).Code);
    }

    [Fact]
    public async Task Many_applies_at_once_without_a_guard_take_turns()
    {
        PublishedTenant tenant = await TenantAsync();
        PublishOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => tenant.OnAnotherNode().Publisher.ApplyAsync(
            tenant.Request([new PutDocument(Docs.Object("Deal" + "ABCDEFGH"[i]))]), CancellationToken.None)));
        Assert.Equal([2L, 3, 4, 5, 6, 7, 8, 9], outcomes.Cast<Published>().Select(o => o.State.Revision).Order());
        Assert.Equal(8L, await tenant.ScalarAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = '$S' AND tablename LIKE 'deal_%'"));
    }

    [Fact]
    public async Task Documents_with_errors_change_nothing()
    {
        PublishedTenant tenant = await TenantAsync();
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Docs.Object("Deal", Docs.Field("account", "lookup", "\"target\":\"Nowhere\""))));
        Assert.True(plan.HasErrors);
        Assert.Empty(plan.Steps);
        Assert.Equal(1, (await tenant.Models.RefreshAsync(tenant.Id, CancellationToken.None))!.Revision);
    }

    [Fact]
    public async Task Built_in_documents_cannot_be_edited_or_removed()
    {
        PublishedTenant tenant = await TenantAsync();
        DeployPlan put = await tenant.PlanAsync(new PutDocument(Docs.Object("User")));
        DeployPlan removed = await tenant.PlanAsync(new RemoveDocument("object", "User"));
        Assert.Equal([PublishCodes.BuiltInDocument, PublishCodes.BuiltInDocument], put.Diagnostics.Concat(removed.Diagnostics).Select(d => d.Code));
    }

    [Fact]
    public async Task A_choice_in_use_cannot_be_removed_but_retired()
    {
        PublishedTenant tenant = await TenantAsync();
        const string Both = "\"values\":[{\"value\":\"open\",\"label\":\"Open\"},{\"value\":\"won\",\"label\":\"Won\"}]";
        await tenant.PutAsync(Docs.Object("Deal", Docs.Field("stage", "picklist", Both)));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, stage) VALUES (gen_random_uuid(), 1, now(), now(), 'won')");
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Docs.Object("Deal", Docs.Field("stage", "picklist", "\"values\":[{\"value\":\"open\",\"label\":\"Open\"}]"))));
        Assert.Equal((HazardCodes.PicklistValueInUse, 1L), (Assert.Single(plan.Hazards).Code, plan.Hazards[0].Count));
        Published retired = await tenant.PutAsync(Docs.Object("Deal", Docs.Field("stage", "picklist", Both.Replace("\"Won\"", "\"Won\",\"retired\":true", StringComparison.Ordinal))));
        Assert.IsType<RetirePicklistValue>(Assert.Single(retired.Plan.Changes));
    }

    [Fact]
    public async Task A_required_master_on_existing_rows_holds_only_new_ones()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Account"), Docs.Object("Deal"));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title) VALUES (gen_random_uuid(), 1, now(), now(), 'old')");
        PutDocument edit = new(Docs.Object("Deal", Docs.Field("account", "masterDetail", "\"target\":\"Account\"")));
        DeployPlan plan = await tenant.PlanAsync(edit);
        Assert.Equal((HazardCodes.RequiredMissing, 1L), (Assert.Single(plan.Hazards).Code, plan.Hazards[0].Count));
        await tenant.ApplyAsync([edit], [HazardCodes.RequiredMissing]);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => tenant.ExecuteAsync(
            "INSERT INTO $S.deal (id, version, created_at, updated_at, title) VALUES (gen_random_uuid(), 1, now(), now(), 'new')"));
        await tenant.RollbackAsync(2);
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title) VALUES (gen_random_uuid(), 1, now(), now(), 'new')");
    }

    [Fact]
    public async Task A_new_checkbox_and_a_required_default_fill_existing_rows_an_optional_default_does_not()
    {
        PublishedTenant tenant = await TenantAsync();
        await tenant.PutAsync(Docs.Object("Deal"));
        await tenant.ExecuteAsync("INSERT INTO $S.deal (id, version, created_at, updated_at, title) VALUES (gen_random_uuid(), 1, now(), now(), 'old')");
        await tenant.PutAsync(Docs.Object(
            "Deal", Docs.Field("hot", "checkbox"), Docs.Field("level", "integer", "\"required\":true,\"default\":3"), Docs.Field("note", "text", "\"default\":\"x\"")));
        Assert.Equal("""[{"hot":false,"level":3,"note":null}]""", await tenant.RowsAsync("SELECT hot, level, note FROM $S.deal"));
    }
}
