using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Xunit;
using static Platform.Runtime.Tests.Conversions.LeadTenant;

namespace Platform.Runtime.Tests.Conversions;

/// <summary>What becomes of a lead, through a whole host.</summary>
public sealed class ConversionTests(LeadTenant tenant) : IClassFixture<LeadTenant>
{
    private Api Admin => tenant.Admin;

    [Fact]
    public async Task A_lead_becomes_an_account_a_contact_and_a_deal_that_it_links_to()
    {
        string company = Unheard();
        string lead = await Admin.CreateAsync("Lead", $"name: \"Li Na\", company: \"{company}\", email: \"{company}@example.com\", city: \"Wien\", place: {{city: \"Wien\"}}");
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead });
        Assert.True(answer.GetProperty("done").GetBoolean());
        Assert.Equal("qualify", answer.GetProperty("conversion").GetString());
        JsonElement record = answer.GetProperty("record"), account = answer.GetProperty("account"), contact = answer.GetProperty("contact"), deal = answer.GetProperty("deal");
        Assert.Equal("converted", record.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, record.GetProperty("convertedAt").ValueKind);
        Assert.Equal((Id(account), Id(contact), Id(deal)), (Id(record, "convertedAccount"), Id(record, "convertedContact"), Id(record, "convertedDeal")));
        Assert.Equal((company, "Wien"), (account.GetProperty("name").GetString(), account.GetProperty("city").GetString()));
        Assert.StartsWith("by ", account.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(("Li Na", Id(account)), (contact.GetProperty("name").GetString(), Id(contact, "account")));
        Assert.Equal(($"{company} / Li Na", Id(account), Id(contact)), (deal.GetProperty("name").GetString(), Id(deal, "account"), Id(deal, "contact")));
        Assert.Equal(["account Account CREATE", "contact Contact CREATE", "deal Chance CREATE"], answer.GetProperty("targets").EnumerateArray()
            .Select(t => $"{t.GetProperty("alias").GetString()} {t.GetProperty("label").GetString()} {t.GetProperty("action").GetString()}"));
        string stored = await Admin.TextAsync(
            "query($a: ID!, $l: String!) { account(id: $a) { deals place { city } dealList { totalCount } } historyEntries(filter: {record: {eq: $l}, field: {eq: \"convertedAccount\"}}) { totalCount } }",
            new { a = Id(account), l = lead });
        Assert.Equal("""{"account":{"deals":1,"place":{"city":"Wien"},"dealList":{"totalCount":1}},"historyEntries":{"totalCount":1}}""", stored);
    }

    [Fact]
    public async Task Without_a_company_there_is_no_account_and_nothing_that_needs_one()
    {
        string lead = await Admin.CreateAsync("Lead", "name: \"Alone\"");
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead });
        Assert.Equal(["SKIP", "CREATE", "SKIP"], Actions(answer));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("account").ValueKind, answer.GetProperty("record").GetProperty("convertedAccount").ValueKind));
        string other = await Admin.CreateAsync("Lead", "name: \"Alone\"");
        Assert.Equal("VALIDATION_FAILED CONVERSION_TARGET_EXCLUDED", await Admin.ErrorAsync(Mutation, new { id = other, targets = new { account = new { action = "CREATE" } } }));
    }

    [Fact]
    public async Task What_is_optional_may_be_left_out_and_nothing_else()
    {
        string lead = await LeadAsync();
        object skip = new { action = "SKIP" };
        Assert.Equal("VALIDATION_FAILED CONVERSION_TARGET_REQUIRED", await Admin.ErrorAsync(Mutation, new { id = lead, targets = new { contact = skip } }));
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { deal = skip } });
        Assert.Equal(["CREATE", "CREATE", "SKIP"], Actions(answer));
    }

    [Fact]
    public async Task Values_of_whoever_converts_go_before_those_of_the_conversion()
    {
        string lead = await LeadAsync(), name = Unheard();
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { values = new { name, city = "Graz" } }, deal = new { values = new { close = "2027-01-31" } } } });
        Assert.Equal((name, "Graz"), (answer.GetProperty("account").GetProperty("name").GetString(), answer.GetProperty("account").GetProperty("city").GetString()));
        Assert.StartsWith(name, answer.GetProperty("deal").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("2027-01-31", answer.GetProperty("targets")[2].GetProperty("values").GetProperty("close").GetString());
    }

    [Fact]
    public async Task What_leads_to_the_lead_moves_along_with_tasks_and_comments()
    {
        string lead = await LeadAsync();
        string about = await Admin.CreateAsync("Visit", $"title: \"about\", about: {{object: \"Lead\", id: \"{lead}\"}}"), kept = await Admin.CreateAsync("Visit", $"title: \"kept\", lead: \"{lead}\"");
        string task = await Admin.CreateAsync("Task", $"subject: \"Call\", object: \"Lead\", record: \"{lead}\"");
        string comment = await Admin.CreateAsync("Comment", $"text: \"Nice\", object: \"Lead\", record: \"{lead}\"");
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead });
        Assert.Equal("Comment 1, Task 1, Visit 2", string.Join(", ", answer.GetProperty("moved").EnumerateArray().Select(m => $"{m.GetProperty("object").GetString()} {m.GetProperty("count").GetInt32()}")));
        string deal = Id(answer.GetProperty("deal"))!, contact = Id(answer.GetProperty("contact"))!, account = Id(answer.GetProperty("account"))!;
        Assert.Equal(
            $$$"""{"about":{"about":{"id":"{{{deal}}}"}},"kept":{"lead":{"id":"{{{lead}}}"},"contact":{"id":"{{{contact}}}"}},"task":{"object":"Deal","record":"{{{deal}}}"},"comment":{"object":"Account","record":"{{{account}}}"}}""",
            await Admin.TextAsync(
                "query($a: ID!, $k: ID!, $t: ID!, $c: ID!) { about: visit(id: $a) { about { ... on Deal { id } } } kept: visit(id: $k) { lead { id } contact { id } } task(id: $t) { object record } comment(id: $c) { object record } }",
                new { a = about, k = kept, t = task, c = comment }));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_changes_nothing()
    {
        string lead = await LeadAsync(), visit = await Admin.CreateAsync("Visit", $"title: \"about\", about: {{object: \"Lead\", id: \"{lead}\"}}");
        string before = await StateAsync(lead, visit);
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, dry = true });
        Assert.True(answer.GetProperty("done").GetBoolean());
        Assert.Equal("converted", answer.GetProperty("record").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, answer.GetProperty("deal").GetProperty("name").ValueKind);
        Assert.All(answer.GetProperty("targets").EnumerateArray(), t => Assert.Equal(JsonValueKind.Null, t.GetProperty("id").ValueKind));
        Assert.Equal(before, await StateAsync(lead, visit));
    }

    [Fact]
    public async Task A_dry_run_says_at_which_target_something_is_missing()
    {
        string lead = await LeadAsync();
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { values = new { name = (string?)null } } }, dry = true });
        Assert.False(answer.GetProperty("done").GetBoolean());
        JsonElement target = answer.GetProperty("targets")[0];
        Assert.Equal("""[{"object":"Account","field":"name","code":"REQUIRED"}]""", target.GetProperty("problems").GetRawText());
        Assert.Equal("Li", answer.GetProperty("targets")[1].GetProperty("values").GetProperty("name").GetString());
        JsonElement broken = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { values = new { name = "test" } } }, dry = true });
        Assert.Equal("RULE_BROKEN", broken.GetProperty("targets")[0].GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_first_conversion_that_fits_applies_unless_one_is_named()
    {
        string junk = await Admin.CreateAsync("Lead", $"name: \"J\", company: \"{Unheard()}\", status: \"junk\"");
        Assert.Equal("VALIDATION_FAILED CONVERSION_MISSING", await Admin.ErrorAsync(Mutation, new { id = junk, name = "qualify" }));
        Assert.Equal("person", (await ConvertedAsync(Admin, new { id = junk })).GetProperty("conversion").GetString());
        string lead = await LeadAsync();
        Assert.Equal("VALIDATION_FAILED CONVERSION_MISSING", await Admin.ErrorAsync(Mutation, new { id = lead, name = "nothing" }));
        Assert.Equal("BAD_USER_INPUT CONVERSION_ARGUMENTS", await Admin.ErrorAsync(Mutation, new { id = lead, name = "person", targets = new { account = new { action = "SKIP" } } }));
        Assert.Equal("person", (await ConvertedAsync(Admin, new { id = lead, name = "person" })).GetProperty("conversion").GetString());
    }

    [Fact]
    public async Task Ids_that_are_none_that_repeat_and_that_are_too_many_are_told_apart()
    {
        const string Many = "mutation($ids: [ID!]!) { convertLeads(ids: $ids) { records { id } } }";
        string id = Guid.CreateVersion7().ToString();
        Assert.Equal("This is not an id.", await MessageAsync(Mutation, new { id = "none" }));
        Assert.Equal("This is not an id.", await MessageAsync(Many, new { ids = new[] { id, "none" } }));
        Assert.Equal("The record is named twice, first at 0.", await MessageAsync(Many, new { ids = new[] { id, id } }));
        Assert.Equal("At most 200 records can be written at once.", await MessageAsync(Many, new { ids = Enumerable.Repeat(id, 201) }));
    }

    [Fact]
    public async Task Many_are_converted_all_or_each_by_itself()
    {
        string a = await LeadAsync(), b = await LeadAsync(), junk = await Admin.CreateAsync("Lead", "name: \"J\", status: \"junk\"");
        const string Many = "mutation($ids: [ID!]!, $all: Boolean!, $attach: Boolean! = false) { convertLeads(ids: $ids, conversion: \"qualify\", allOrNone: $all, attach: $attach) { affected records { id status } failures { index code problems { code } } } }";
        JsonElement problem = (await Admin.PostAsync(Many, new { ids = new[] { a, junk }, all = true })).GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0];
        Assert.Equal(("CONVERSION_MISSING", 1), (problem.GetProperty("code").GetString(), problem.GetProperty("index").GetInt32()));
        Assert.Equal(
            $$"""{"affected":2,"records":[{"id":"{{a}}","status":"converted"},null,{"id":"{{b}}","status":"converted"}],"failures":[{"index":1,"code":"VALIDATION_FAILED","problems":[{"code":"CONVERSION_MISSING"}]}]}""",
            (await Admin.DataAsync(Many, new { ids = new[] { a, junk, b }, all = false })).GetProperty("convertLeads").GetRawText());
        Assert.Equal("BAD_USER_INPUT", await Admin.ErrorAsync(Many, new { ids = new[] { junk, junk }, all = false }));
        Assert.Equal("LIMIT_EXCEEDED", await Admin.ErrorAsync(Many, new { ids = Enumerable.Range(0, 201).Select(_ => Guid.NewGuid()).ToArray(), all = true }));
        string company = Unheard(), known = await Admin.CreateAsync("Account", $"name: \"{company}\""), twin = await Admin.CreateAsync("Lead", $"name: \"T\", company: \"{company}\"");
        Assert.Equal("DUPLICATE CONVERSION_DUPLICATE", await Admin.ErrorAsync(Many, new { ids = new[] { twin }, all = true }));
        await Admin.DataAsync(Many, new { ids = new[] { twin }, all = true, attach = true });
        Assert.Equal($$$$"""{"lead":{"convertedAccount":{"id":"{{{{known}}}}"}}}""", await Admin.TextAsync("query($l: ID!) { lead(id: $l) { convertedAccount { id } } }", new { l = twin }));
    }

    private async Task<string?> MessageAsync(string mutation, object variables) => (await Admin.PostAsync(mutation, variables)).GetProperty("errors")[0].GetProperty("message").GetString();

    private Task<string> LeadAsync() => Admin.CreateAsync("Lead", $"name: \"Li\", company: \"{Unheard()}\", city: \"Wien\"");

    private Task<string> StateAsync(string lead, string visit) => Admin.TextAsync(
        "query($l: ID!, $v: ID!) { lead(id: $l) { version status convertedAt company } visit(id: $v) { version about { ... on Lead { id } } } accounts(filter: {city: {eq: \"Wien\"}}, first: 0) { totalCount } }", new { l = lead, v = visit });

    private static IEnumerable<string> Actions(JsonElement answer) => answer.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("action").GetString()!);

    private static string? Id(JsonElement record, string? field = null) => (field is null ? record : record.GetProperty(field)).GetProperty("id").GetString();
}
