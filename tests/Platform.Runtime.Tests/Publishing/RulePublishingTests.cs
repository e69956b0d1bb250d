using Platform.Metadata.Diagnostics;
using Platform.Metadata.Hazards;
using Platform.Runtime.Publishing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Rules, record types and uniqueness come in deploys, over records that are there already.</summary>
public sealed class RulePublishingTests(CatalogDatabase database) : IClassFixture<CatalogDatabase>
{
    private const string Rule = "\"rules\":[{\"name\":\"positive\",\"label\":\"Positive\",\"invalidWhen\":\"record.amount < 0 || record.firm.closed\",\"message\":\"No.\",\"fields\":[\"amount\"]}],";

    private static readonly string Firm = Docs.Object("Firm", Docs.Field("closed", "checkbox"));

    private static string Deal(string members = "", params string[] fields) => Docs.Of(
        "Deal", members, [Docs.Field("amount", "decimal"), Docs.Field("firm", "lookup", "\"target\":\"Firm\""), Docs.Field("place", "text"), .. fields]);

    private async Task<PublishedTenant> TenantAsync(string slug)
    {
        PublishedTenant tenant = await PublishedTenant.CreateAsync(database.DataSource, slug);
        await tenant.PutAsync(Firm, Deal());
        await tenant.ExecuteAsync("""
            INSERT INTO $S.firm (id, version, created_at, updated_at, closed) VALUES ('00000000-0000-7000-8000-000000000001', 1, now(), now(), true);
            INSERT INTO $S.deal (id, version, created_at, updated_at, amount, firm_id, place, deleted_at) VALUES
              (gen_random_uuid(), 1, now(), now(), -1, NULL, 'Ulm', NULL), (gen_random_uuid(), 1, now(), now(), 5, '00000000-0000-7000-8000-000000000001', 'ULM', NULL),
              (gen_random_uuid(), 1, now(), now(), 5, NULL, NULL, NULL), (gen_random_uuid(), 1, now(), now(), -7, NULL, 'Bonn', now())
            """);
        return tenant;
    }

    [Fact]
    public async Task A_new_rule_counts_the_live_records_that_break_it_and_stops_nothing()
    {
        PublishedTenant tenant = await TenantAsync("rule_count");
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Deal(Rule)));
        Hazard hazard = Assert.Single(plan.Hazards);
        Assert.Equal((HazardCodes.BreaksRule, HazardSeverity.Info, 2L), (hazard.Code, hazard.Severity, hazard.Count));
        Assert.Equal(["-1.00", "5.00"], hazard.Samples.Select(s => s.Value!).Order());
        await tenant.PutAsync(Deal(Rule));
    }

    [Theory]
    [InlineData("", 2L)]
    [InlineData(",\"visibleWhen\":\"record.firm.closed\"", 1L)]
    public async Task A_condition_of_being_required_counts_the_live_records_that_show_the_field_and_leave_it_blank(string shown, long count)
    {
        PublishedTenant tenant = await TenantAsync("rule_required" + count);
        await tenant.ExecuteAsync("UPDATE $S.deal SET place = NULL WHERE amount = 5");
        string place = Docs.Field("place", "text", "\"requiredWhen\":\"record.amount > 0\"" + shown);
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Deal().Replace("{" + Docs.Field("place", "text") + "}", "{" + place + "}", StringComparison.Ordinal)));
        Hazard hazard = Assert.Single(plan.Hazards);
        Assert.Equal((HazardCodes.BreaksRule, count), (hazard.Code, hazard.Count));
    }

    [Fact]
    public async Task A_rule_over_a_field_that_goes_is_found_before_anything_is_done()
    {
        PublishedTenant tenant = await TenantAsync("rule_field");
        await tenant.PutAsync(Deal(Rule));
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Docs.Object("Firm")));
        Diagnostic error = Assert.Single(plan.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal((DocumentCodes.BadFormula, "Deal", "/rules/0/invalidWhen"), (error.Code, error.Name, error.Pointer));
        Assert.Contains("closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_types_fill_the_records_that_are_there_and_stay_while_they_are_used()
    {
        PublishedTenant tenant = await TenantAsync("rule_types");
        await tenant.PutAsync(Deal("\"recordTypes\":[{\"name\":\"a\",\"label\":\"A\"},{\"name\":\"b\",\"label\":\"B\",\"default\":true}],"));
        Assert.Equal(4L, await tenant.ScalarAsync<long>("SELECT count(*) FROM $S.deal WHERE record_type = 'b'"));
        DeployPlan plan = await tenant.PlanAsync(new PutDocument(Deal("\"recordTypes\":[{\"name\":\"a\",\"label\":\"A\"}],")));
        Hazard hazard = Assert.Single(plan.Hazards, h => h.Severity == HazardSeverity.Block);
        Assert.Equal((HazardCodes.PicklistValueInUse, 4L), (hazard.Code, hazard.Count));
    }

    [Fact]
    public async Task Uniqueness_over_several_fields_is_blocked_by_live_duplicates_as_the_index_compares()
    {
        PublishedTenant tenant = await TenantAsync("rule_unique");
        await tenant.ExecuteAsync("UPDATE $S.deal SET amount = 5 WHERE place ILIKE 'ulm'");
        DeployPlan folded = await tenant.PlanAsync(new PutDocument(Deal("\"indexes\":[{\"fields\":[\"amount\",\"place\"],\"unique\":true}],")));
        Assert.Equal((HazardCodes.NotUnique, HazardSeverity.Block, 2L), folded.Hazards.Select(h => (h.Code, h.Severity, h.Count)).Single());
        string exact = Deal("\"indexes\":[{\"fields\":[\"amount\",\"place\"],\"unique\":true,\"ignoreCase\":false}],");
        Assert.Empty((await tenant.PlanAsync(new PutDocument(exact))).Hazards);
        await tenant.PutAsync(exact);
        DeployPlan tightened = await tenant.PlanAsync(new PutDocument(Deal("\"indexes\":[{\"fields\":[\"amount\",\"place\"],\"unique\":true}],")));
        Assert.Contains(tightened.Hazards, h => h.Code == HazardCodes.NotUnique);
    }
}
