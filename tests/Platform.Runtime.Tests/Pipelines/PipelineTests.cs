using System.Text.Json;
using Platform.Runtime.Publishing;
using Platform.Runtime.Tests.Isolation;
using Xunit;

namespace Platform.Runtime.Tests.Pipelines;

/// <summary>Records on their way through pipelines, over the API.</summary>
public sealed class PipelineTests(SellingTenant tenant) : IClassFixture<SellingTenant>
{
    private const string Missing = "_pipeline { name stage isStale missing { code field } next { stage kind reopens isReady missing { code gate field message } } }";

    [Fact]
    public async Task Another_pipeline_is_no_way_past_its_own_first_stages()
    {
        string id = await tenant.Seller.CreateAsync("Sale", """name: "Renewed", kind: "renewal", stage: "third" """);
        Assert.Equal("GATE_NOT_MET STAGE_START", await tenant.Seller.ErrorAsync($$"""mutation { updateSale(id: "{{id}}", input: {kind: "new"}) { record { id } } }"""));
        await tenant.Seller.DataAsync($$"""mutation { updateSale(id: "{{id}}", input: {kind: "new", stage: "first"}) { record { id } } }""");
        Assert.Equal(
            "GATE_NOT_MET GATE_NOT_MET", await tenant.Seller.ErrorAsync($$"""mutation { updateSale(id: "{{id}}", input: {kind: "renewal", stage: "won", reason: "price"}) { record { id } } }"""));
        await tenant.Seller.DataAsync($$"""mutation { updateSale(id: "{{id}}", input: {kind: "renewal", stage: "won", reason: "price", confirmed: true}) { record { id } } }""");
    }

    [Fact]
    public async Task What_has_ended_may_be_of_another_kind_all_along()
    {
        string id = await tenant.Seller.CreateAsync("Sale", """name: "Won", kind: "renewal", stage: "won", reason: "price" """);
        await tenant.Seller.DataAsync($$"""mutation { updateSale(id: "{{id}}", input: {kind: "new"}) { record { id } } }""");
        Assert.Equal("""{"sale":{"pipeline":"selling","stage":"won"}}""", await ReadAsync(id, "pipeline stage"));
    }

    [Fact]
    public async Task A_new_record_begins_in_the_first_stage_of_the_pipeline_that_its_fields_choose()
    {
        string sale = await tenant.Seller.CreateAsync("Sale", """name: "Plain" """), renewal = await tenant.Seller.CreateAsync("Sale", """name: "Again", kind: "renewal" """);
        Assert.Equal("""{"sale":{"pipeline":"selling","stage":"first","chance":"0.1000","forecast":"open"}}""", await ReadAsync(sale, "pipeline stage chance forecast"));
        Assert.Equal("""{"sale":{"pipeline":"renewing","stage":"review","chance":null}}""", await ReadAsync(renewal, "pipeline stage chance"));
        Assert.Equal("GATE_NOT_MET STAGE_START", await tenant.Seller.ErrorAsync("""mutation { createSale(input: {name: "x", stage: "third"}) { record { id } } }"""));
        Assert.Equal("VALIDATION_FAILED STAGE_UNKNOWN", await tenant.Seller.ErrorAsync("""mutation { createSale(input: {name: "x", kind: "renewal", stage: "second"}) { record { id } } }"""));
    }

    [Fact]
    public async Task What_is_missing_is_read_with_the_record_and_refused_alike_in_the_callers_language()
    {
        string id = await tenant.Seller.CreateAsync("Sale", """name: "Bare" """);
        Assert.Equal(
            """{"sale":{"_pipeline":{"name":"selling","stage":"first","isStale":false,"missing":[],"next":["""
            + """{"stage":"second","kind":"OPEN","reopens":false,"isReady":false,"missing":[{"code":"GATE_NOT_MET","gate":"confirmed","field":"confirmed","message":"Confirm first."},"""
            + """{"code":"GATE_NOT_MET","gate":"offerSent","field":null,"message":"Send an offer."},{"code":"STAGE_FIELD_REQUIRED","gate":null,"field":"amount","message":"\u201CAmount\u201D is needed in the stage \u201CSecond\u201D."}]},"""
            + """{"stage":"lost","kind":"LOST","reopens":false,"isReady":false,"missing":[{"code":"GATE_NOT_MET","gate":"confirmed","field":"confirmed","message":"Confirm first."},"""
            + """{"code":"STAGE_FIELD_REQUIRED","gate":null,"field":"reason","message":"\u201CReason\u201D is needed in the stage \u201CLost\u201D."}]}]}}}""",
            await ReadAsync(id, Missing));
        JsonElement answer = await tenant.Seller.PostAsync("mutation($id: ID!) { advanceSale(id: $id, to: \"second\") { record { id } } }", new { id });
        JsonElement extensions = answer.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal("GATE_NOT_MET", extensions.GetProperty("code").GetString());
        Assert.Equal(
            ["GATE_NOT_MET confirmed Confirm first.", "GATE_NOT_MET  Send an offer.", "STAGE_FIELD_REQUIRED amount “Amount” is needed in the stage “Second”."],
            extensions.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("code").GetString()} {p.GetProperty("field").GetString()} {p.GetProperty("message").GetString()}"));
    }

    [Fact]
    public async Task Advancing_fills_in_what_the_stage_asks_for_in_the_same_write()
    {
        string id = await tenant.Seller.CreateAsync("Sale", """name: "Filled", confirmed: true""");
        await tenant.Seller.CreateAsync("Offer", $$"""name: "O", sent: true, sale: "{{id}}" """);
        Assert.Equal(
            """{"advanceSale":{"record":{"stage":"second","amount":"7.00","chance":"0.5000","nextStep":"left first"}}}""",
            await tenant.Seller.TextAsync(
                "mutation($id: ID!) { advanceSale(id: $id, to: \"second\", input: {amount: \"7\"}, ifVersion: 1) { record { stage amount chance nextStep } } }", new { id }));
        Assert.Equal("CONFLICT VERSION_CONFLICT", await tenant.Seller.ErrorAsync("mutation($id: ID!) { advanceSale(id: $id, to: \"third\", ifVersion: 1) { record { id } } }", new { id }));
        Assert.Equal("GATE_NOT_MET STAGE_FIELD_REQUIRED", await tenant.Seller.ErrorAsync("mutation($id: ID!) { updateSale(id: $id, input: {amount: null}) { record { id } } }", new { id }));
    }

    [Theory]
    [InlineData("mutation($id: ID!) { updateSale(id: $id, input: {stage: \"second\"}) { record { id } } }")]
    [InlineData("mutation($id: ID!) { updateSales(changes: [{id: $id, input: {stage: \"second\"}}]) { affected } }")]
    [InlineData("mutation($id: ID!) { updateSales(filter: {id: {eq: $id}}, input: {stage: \"second\"}) { affected } }")]
    [InlineData("mutation($id: ID!) { advanceSale(id: $id, to: \"second\") { record { id } } }")]
    public async Task Gates_hold_on_every_way_of_writing(string mutation)
    {
        string id = await tenant.Admin.CreateAsync("Sale", """name: "Held", amount: "1", confirmed: false""");
        Assert.Equal("GATE_NOT_MET GATE_NOT_MET", await tenant.Admin.ErrorAsync(mutation, new { id }));
        Assert.Equal("""{"sale":{"stage":"first","version":1}}""", await ReadAsync(id, "stage version"));
    }

    [Fact]
    public async Task Of_many_the_ready_ones_go_and_each_of_the_others_says_why_not()
    {
        string ready = await tenant.ReadySaleAsync(), bare = await tenant.Admin.CreateAsync("Sale", """name: "Bare" """);
        JsonElement data = await tenant.Admin.DataAsync(
            "mutation($c: [SaleChange!]!) { updateSales(changes: $c, allOrNone: false) { affected failures { index code problems { code } } } }",
            new { c = new[] { new { id = bare, input = new { stage = "second" } }, new { id = ready, input = new { stage = "second" } } } });
        Assert.Equal(1, data.GetProperty("updateSales").GetProperty("affected").GetInt32());
        Assert.Equal("""[{"index":0,"code":"GATE_NOT_MET","problems":[{"code":"GATE_NOT_MET"},{"code":"GATE_NOT_MET"},{"code":"STAGE_FIELD_REQUIRED"}]}]""", data.GetProperty("updateSales").GetProperty("failures").GetRawText());
    }

    [Fact]
    public async Task No_stage_is_skipped_ending_needs_a_reason_and_reopening_a_role()
    {
        string id = await tenant.ReadySaleAsync();
        Assert.Equal("GATE_NOT_MET TRANSITION_NOT_ALLOWED", await AdvanceErrorAsync(tenant.Seller, id, "third"));
        Assert.Equal("GATE_NOT_MET TRANSITION_NOT_ALLOWED", await AdvanceErrorAsync(tenant.Seller, id, "won"));
        await AdvanceAsync(tenant.Seller, id, "second");
        await AdvanceAsync(tenant.Seller, id, "third");
        Assert.Equal("GATE_NOT_MET STAGE_FIELD_REQUIRED", await AdvanceErrorAsync(tenant.Seller, id, "won"));
        await AdvanceAsync(tenant.Seller, id, "won", "reason: \"price\"");
        JsonElement won = (await tenant.Seller.DataAsync("query($id: ID!) { sale(id: $id) { closedAt note chance } }", new { id })).GetProperty("sale");
        Assert.Equal(("Ready won", "1.0000"), (won.GetProperty("note").GetString(), won.GetProperty("chance").GetString()));
        Assert.Equal(JsonValueKind.String, won.GetProperty("closedAt").ValueKind);

        Assert.Equal("FORBIDDEN REOPEN_FORBIDDEN", await AdvanceErrorAsync(tenant.Seller, id, "third"));
        Assert.DoesNotContain("\"reopens\":true", await ReadAsync(id, Missing), StringComparison.Ordinal);
        await AdvanceAsync(tenant.Manager, id, "third");
        Assert.Equal("""{"sale":{"stage":"third","closedAt":null}}""", await ReadAsync(id, "stage closedAt"));
    }

    [Fact]
    public async Task The_caller_may_say_otherwise_than_the_stage_does()
    {
        string id = await tenant.ReadySaleAsync();
        await AdvanceAsync(tenant.Seller, id, "second", "chance: \"0.9\", forecast: \"sure\", nextStep: \"mine\"");
        Assert.Equal("""{"sale":{"chance":"0.9000","forecast":"sure","nextStep":"mine"}}""", await ReadAsync(id, "chance forecast nextStep"));
        Assert.Equal("BAD_USER_INPUT", (await tenant.Seller.ErrorAsync("mutation($id: ID!) { updateSale(id: $id, input: {pipeline: \"renewing\"}) { record { id } } }", new { id })).Split(' ')[0]);
    }

    [Fact]
    public async Task A_record_that_changes_its_pipeline_needs_a_stage_of_the_other()
    {
        string id = await tenant.ReadySaleAsync();
        Assert.Equal("VALIDATION_FAILED STAGE_UNKNOWN", await tenant.Seller.ErrorAsync("mutation($id: ID!) { updateSale(id: $id, input: {kind: \"renewal\"}) { record { id } } }", new { id }));
        await tenant.Seller.DataAsync("mutation($id: ID!) { updateSale(id: $id, input: {kind: \"renewal\", stage: \"third\"}) { record { id } } }", new { id });
        Assert.Equal("""{"sale":{"pipeline":"renewing","stage":"third"}}""", await ReadAsync(id, "pipeline stage"));
    }

    [Fact]
    public async Task Another_pipeline_is_no_way_around_reopening()
    {
        string id = await tenant.ReadySaleAsync();
        await AdvanceAsync(tenant.Seller, id, "lost", "reason: \"price\"");
        const string Renew = "mutation($id: ID!) { updateSale(id: $id, input: {kind: \"renewal\", stage: \"third\"}) { record { id } } }";
        Assert.Equal("FORBIDDEN REOPEN_FORBIDDEN", await tenant.Seller.ErrorAsync(Renew, new { id }));
        Assert.Equal("""{"sale":{"pipeline":"selling","stage":"lost"}}""", await ReadAsync(id, "pipeline stage"));
        await tenant.Manager.DataAsync(Renew, new { id });
        Assert.Equal("""{"sale":{"pipeline":"renewing","stage":"third"}}""", await ReadAsync(id, "pipeline stage"));
    }

    [Theory]
    [InlineData("stage: null")]
    [InlineData("kind: \"renewal\", stage: null")]
    public async Task The_stage_of_a_record_cannot_be_cleared(string input)
    {
        string id = await tenant.ReadySaleAsync();
        Assert.Equal("VALIDATION_FAILED REQUIRED", await tenant.Admin.ErrorAsync($"mutation($id: ID!) {{ updateSale(id: $id, input: {{{input}}}) {{ record {{ id }} }} }}", new { id }));
        Assert.Equal("""{"sale":{"stage":"first"}}""", await ReadAsync(id, "stage"));
        string made = await tenant.Seller.CreateAsync("Sale", """name: "None", stage: null""");
        Assert.Equal("""{"sale":{"stage":"first"}}""", await ReadAsync(made, "stage"));
    }

    [Fact]
    public async Task The_history_of_stages_says_whence_by_whom_and_after_how_long_and_goes_with_a_purged_record()
    {
        string id = await tenant.ReadySaleAsync();
        await tenant.ScalarAsync($"UPDATE t_default.sale SET stage_since = stage_since - interval '3 days' WHERE id = '{id}'");
        await AdvanceAsync(tenant.Seller, id, "second");
        const string History = "query($id: String!) { stageEntries(filter: {record: {eq: $id}}, orderBy: [{enteredAt: ASC}]) { nodes { object field pipeline stage fromStage fromDuration enteredBy { name } } } }";
        JsonElement[] entries = [.. (await tenant.Seller.DataAsync(History, new { id })).GetProperty("stageEntries").GetProperty("nodes").EnumerateArray()];
        Assert.Equal(2, entries.Length);
        Assert.Equal("""{"object":"Sale","field":"stage","pipeline":"selling","stage":"first","fromStage":null,"fromDuration":null,""", entries[0].GetRawText().Split("\"enteredBy\"")[0]);
        Assert.Equal(("second", "first", "seller"), (entries[1].GetProperty("stage").GetString(), entries[1].GetProperty("fromStage").GetString(), entries[1].GetProperty("enteredBy").GetProperty("name").GetString()));
        Assert.InRange(System.Xml.XmlConvert.ToTimeSpan(entries[1].GetProperty("fromDuration").GetString()!), TimeSpan.FromDays(3), TimeSpan.FromDays(3.1));
        await tenant.Admin.DataAsync("mutation($id: ID!) { purgeSale(id: $id) { record { id } } }", new { id });
        Assert.Equal("""{"stageEntries":{"nodes":[]}}""", await tenant.Seller.TextAsync(History, new { id }));
    }

    [Fact]
    public async Task A_record_that_stays_too_long_is_stale()
    {
        string id = await tenant.Seller.CreateAsync("Sale", """name: "Slow" """);
        await tenant.ScalarAsync($"UPDATE t_default.sale SET stage_since = stage_since - interval '8 days' WHERE id = '{id}'");
        Assert.Equal("""{"sale":{"_pipeline":{"isStale":true}}}""", await ReadAsync(id, "_pipeline { isStale }"));
    }

    [Fact]
    public async Task A_board_is_one_operation_of_counts_sums_and_first_cards()
    {
        string id = await tenant.Seller.CreateAsync("Sale", """name: "Board", kind: "renewal", amount: "12.5" """);
        JsonElement data = await tenant.Seller.DataAsync(
            """
            { groups: salesGroup(by: [{field: stage}], filter: {pipeline: {eq: "renewing"}}) { key { stage } count sum { amount } }
              review: sales(filter: {pipeline: {eq: "renewing"}, stage: {eq: "review"}}, first: 20, orderBy: [{id: DESC}]) { nodes { id } } }
            """);
        Assert.Equal(id, data.GetProperty("review").GetProperty("nodes")[0].GetProperty("id").GetString());
        Assert.Contains(data.GetProperty("groups").EnumerateArray(), g => g.GetProperty("key").GetProperty("stage").GetString() == "review" && g.GetProperty("count").GetInt32() >= 1);
    }

    [Fact]
    public async Task Two_who_advance_at_once_end_in_one_entry_each_and_no_stage_is_skipped()
    {
        string id = await tenant.ReadySaleAsync();
        JsonElement[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => tenant.Seller.PostAsync(
            "mutation($id: ID!) { advanceSale(id: $id, to: \"second\", ifVersion: 1) { record { id } } }", new { id })));
        Assert.Equal(1, answers.Count(a => !a.TryGetProperty("errors", out _)));
        Assert.Equal(2L, await tenant.ScalarAsync($"SELECT count(*) FROM t_default.stage_entry WHERE record = '{id}'"));
    }

    [Fact]
    public async Task A_stage_with_records_is_removed_only_with_a_place_for_them()
    {
        string id = await tenant.ReadySaleAsync();
        await AdvanceAsync(tenant.Seller, id, "second");
        string without = SellingTenant.Selling.Replace(
            """{"value":"third","probability":0.8,"forecast":"sure"},""", "", StringComparison.Ordinal);
        string moved = without.Replace("\"amountField\":\"amount\",", "\"amountField\":\"amount\",\"moves\":[{\"from\":\"third\",\"to\":\"first\"}],", StringComparison.Ordinal);
        await AdvanceAsync(tenant.Seller, id, "third");
        PublishOutcome refused = await tenant.PutAsync([], without);
        Assert.Contains(Assert.IsType<PublishRefused>(refused).Plan!.Hazards, h => h.Code == "STAGE_IN_USE");
        Assert.IsType<Published>(await tenant.PutAsync(["STAGE_MOVES"], moved));
        Assert.Equal("""{"sale":{"stage":"first","version":4}}""", await ReadAsync(id, "stage version"));
        Assert.Equal("third", await tenant.ScalarAsync($"SELECT from_stage FROM t_default.stage_entry WHERE record = '{id}' ORDER BY entered_at DESC LIMIT 1"));
        Assert.IsType<Published>(await tenant.PutAsync([], SellingTenant.Selling));
    }

    private Task<string> ReadAsync(string id, string selection) => tenant.Seller.TextAsync($"query($id: ID!) {{ sale(id: $id) {{ {selection} }} }}", new { id });

    private static Task<JsonElement> AdvanceAsync(Api who, string id, string to, string input = "") =>
        who.DataAsync($"mutation($id: ID!) {{ advanceSale(id: $id, to: \"{to}\", input: {{{input}}}) {{ record {{ id }} }} }}", new { id });

    private static Task<string> AdvanceErrorAsync(Api who, string id, string to) =>
        who.ErrorAsync($"mutation($id: ID!) {{ advanceSale(id: $id, to: \"{to}\") {{ record {{ id }} }} }}", new { id });
}
