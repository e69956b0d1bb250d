using System.Text.Json;
using Npgsql;
using Platform.Runtime.Tests.Isolation;
using Xunit;

namespace Platform.Runtime.Tests.Duplicates;

public sealed class DuplicateRuleTests(CustomerTenant tenant) : IClassFixture<CustomerTenant>
{
    private const string Create = "mutation($i: CustomerCreate!) { createCustomer(input: $i) { record { id } warnings { field code message } } }";
    private const string Find = "query($i: CustomerCreate, $id: ID) { findDuplicateCustomers(input: $i, id: $id) { object id rule blocks values { field value } } }";

    [Theory]
    [InlineData("138 0000 1001", "+86-138-0000-1001")]
    [InlineData("１３８００００１００２", "13800001002")]
    public async Task A_phone_is_known_by_its_digits(string stored, string given)
    {
        await tenant.Admin.CreateAsync("Customer", $"name: \"Phone {Guid.NewGuid():N}\", phone: \"{stored}\"");
        Assert.Equal("DUPLICATE DUPLICATE_RECORD", await tenant.Admin.ErrorAsync(Create, new { i = new { name = $"Other {Guid.NewGuid():N}", phone = given } }));
    }

    [Theory]
    [InlineData("泰山重工集团有限公司", "泰山重工", "青岛", "青岛", true)]
    [InlineData("Brightwell Co., Ltd.", "BRIGHTWELL", "Leeds", "leeds", true)]
    [InlineData("Harbour-Light Inc", "harbour light", "Hull", "York", false)]
    [InlineData("ＡＢＣ　Tools", "abc tools", "Bonn", "Bonn", true)]
    public async Task All_comparisons_of_a_match_must_hold(string stored, string given, string city, string otherCity, bool isSame)
    {
        await tenant.Admin.CreateAsync("Customer", $"name: \"{stored}\", city: \"{city}\"");
        JsonElement body = await tenant.Admin.PostAsync(Create, new { i = new { name = given, city = otherCity } });
        Assert.Equal(isSame, body.TryGetProperty("errors", out JsonElement errors));
        if (isSame) Assert.Contains(stored + " · " + city, errors[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_likeness_warns_and_is_written()
    {
        await tenant.Admin.CreateAsync("Customer", "name: \"长江电子科技有限公司\", city: \"武汉\"");
        JsonElement made = (await tenant.Admin.DataAsync(Create, new { i = new { name = "长江电子科枝", city = "上海" } })).GetProperty("createCustomer");
        Assert.NotEqual(JsonValueKind.Null, made.GetProperty("record").ValueKind);
        JsonElement warning = Assert.Single(made.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("DUPLICATE_RECORD", "name"), (warning.GetProperty("code").GetString(), warning.GetProperty("field").GetString()));
        Assert.Contains("长江电子科技有限公司", warning.GetProperty("message").GetString(), StringComparison.Ordinal);
        JsonElement other = (await tenant.Admin.DataAsync(Create, new { i = new { name = "黄河水泥" } })).GetProperty("createCustomer");
        Assert.Empty(other.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task An_edit_is_checked_only_in_what_it_changes_and_is_warned_of()
    {
        string first = await tenant.Admin.CreateAsync("Customer", "name: \"Edited one\", phone: \"555 010 7001\"");
        string second = await tenant.Admin.CreateAsync("Customer", "name: \"Quite different\", phone: \"555 010 7002\"");
        const string Update = "mutation($id: ID!, $i: CustomerUpdate!) { updateCustomer(id: $id, input: $i) { record { phone } warnings { code } } }";
        Assert.Contains("\"warnings\":[]", await tenant.Admin.TextAsync(Update, new { id = second, i = new { size = 5 } }), StringComparison.Ordinal);
        Assert.Contains("DUPLICATE_RECORD", await tenant.Admin.TextAsync(Update, new { id = second, i = new { phone = "5550107001" } }), StringComparison.Ordinal);
        Assert.Contains("\"warnings\":[]", await tenant.Admin.TextAsync(Update, new { id = first, i = new { phone = "555-010-9999" } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_each_is_told_apart()
    {
        await tenant.Admin.CreateAsync("Customer", "name: \"Many\", phone: \"555 020 0001\"");
        JsonElement data = await tenant.Admin.DataAsync(
            "mutation($i: [CustomerCreate!]!) { createCustomers(inputs: $i, allOrNone: false) { affected failures { index code problems { code field } } } }",
            new { i = new[] { new { name = "Fresh aaa", phone = "5550300001" }, new { name = "Taken bbb", phone = "(555) 020-0001" }, new { name = "Fresh ccc", phone = "5550300003" } } });
        JsonElement made = data.GetProperty("createCustomers");
        Assert.Equal(2, made.GetProperty("affected").GetInt32());
        Assert.Equal("""[{"index":1,"code":"DUPLICATE","problems":[{"code":"DUPLICATE_RECORD","field":"phone"}]}]""", made.GetProperty("failures").GetRawText());
    }

    private const string CreateMany = "mutation($i: [CustomerCreate!]!) { it: createCustomers(inputs: $i, allOrNone: false) { affected warnings { index code } failures { index problems { code field message } } } }";

    [Fact]
    public async Task Inputs_of_one_request_are_compared_with_each_other()
    {
        object[] inputs =
        [
            new { name = "Inner alpha", phone = "5550600001" }, new { name = "Inner beta", phone = "555-060-0001" }, new { name = "Inner gamma Ltd.", city = "Graz" },
            new { name = "INNER GAMMA", city = "graz" }, new { name = "Inner gamma", city = "Linz" }, new { name = "Inner beta", phone = "555 060 0002", city = "Wels" },
        ];
        JsonElement made = (await tenant.Admin.DataAsync(CreateMany, new { i = inputs })).GetProperty("it");
        Assert.Equal(4, made.GetProperty("affected").GetInt32());
        Assert.Equal([1, 3], made.GetProperty("failures").EnumerateArray().Select(f => f.GetProperty("index").GetInt32()));
        Assert.Contains("Inner gamma Ltd. · Graz", made.GetProperty("failures")[1].GetProperty("problems")[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        // The same name in another city is alike, and written.
        Assert.Contains(made.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("index").GetInt32() == 4 && w.GetProperty("code").GetString() == "DUPLICATE_RECORD");
        Assert.Equal("DUPLICATE DUPLICATE_RECORD", await tenant.Admin.ErrorAsync(
            "mutation($i: [CustomerCreate!]!) { createCustomers(inputs: $i) { affected } }", new { i = new[] { new { name = "Whole a", phone = "5550600009" }, new { name = "Whole b", phone = "5550600009" } } }));
    }

    [Fact]
    public async Task Thousands_of_inputs_are_compared_in_one_request()
    {
        object[] inputs = [.. Enumerable.Range(0, 3_000).Select(i => (object)new { name = $"{i * 7919 % 3_001:x8} works {i}", phone = $"77{i % 2_999:00000000}" })];
        JsonElement made = (await tenant.Admin.DataAsync(CreateMany, new { i = inputs })).GetProperty("it");
        Assert.Equal([2_999], made.GetProperty("failures").EnumerateArray().Select(f => f.GetProperty("index").GetInt32()));
        Assert.Equal(2_999, made.GetProperty("affected").GetInt32());
    }

    [Fact]
    public async Task Of_two_at_once_only_one_passes_a_rule_that_blocks()
    {
        for (int round = 0; round < 4; round++)
        {
            string phone = $"55509{round:00000}";
            string[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () => (await tenant.Admin.PostAsync(Create, new { i = new { name = $"Racer {round} {(char)('a' + n)}{n * 31}", phone } })).ToString())));
            Assert.Equal(1, answers.Count(a => !a.Contains("\"errors\"", StringComparison.Ordinal)));
            Assert.Equal(7, answers.Count(a => a.Contains("DUPLICATE_RECORD", StringComparison.Ordinal) && a.Contains("\"errors\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_lead_is_compared_with_customers_whom_its_owner_cannot_see()
    {
        await tenant.Admin.CreateAsync("Customer", "name: \"Nordwind GmbH\", phone: \"555 040 0001\", city: \"Kiel\"");
        Api seller = await tenant.AddSellerAsync();
        JsonElement made = await seller.DataAsync("mutation { createLead(input: {company: \"Nordwind\", mobile: \"555-040-0001\"}) { warnings { message } } }");
        string message = Assert.Single(made.GetProperty("createLead").GetProperty("warnings").EnumerateArray()).GetProperty("message").GetString()!;
        Assert.Equal("Already a customer: this may be the same as Nordwind GmbH.", message);
        JsonElement found = Assert.Single((await seller.DataAsync("{ findDuplicateLeads(input: {company: \"nordwind\"}) { object id rule blocks values { field value } } }"))
            .GetProperty("findDuplicateLeads").EnumerateArray());
        Assert.Equal("""{"object":"Customer","id":null,"rule":"leadIsCustomer","blocks":false,"values":[{"field":"name","value":"Nordwind GmbH"}]}""", found.GetRawText());
    }

    [Fact]
    public async Task Look_up_by_values_and_by_id_finds_live_records_other_than_itself()
    {
        string id = await tenant.Admin.CreateAsync("Customer", "name: \"Lookup \\\"quoted\\\" 店\", phone: \"555 050 0001\", city: \"Rome\"");
        string twin = await tenant.Admin.CreateAsync("Customer", "name: \"Zwilling\", phone: \"555 050 0002\"");
        await tenant.Admin.DataAsync("mutation($id: ID!) { updateCustomer(id: $id, input: {phone: \"555 050 0001\"}) { record { id } } }", new { id = twin });
        JsonElement byId = (await tenant.Admin.DataAsync(Find, new { id })).GetProperty("findDuplicateCustomers");
        Assert.Equal(
            $$"""[{"object":"Customer","id":"{{twin}}","rule":"sameCustomer","blocks":false,"values":[{"field":"name","value":"Zwilling"},{"field":"city","value":null}]}]""",
            byId.GetRawText());
        JsonElement byValues = (await tenant.Admin.DataAsync(Find, new { i = new { name = "x", phone = "5550500001" } })).GetProperty("findDuplicateCustomers");
        Assert.Equal(2, byValues.EnumerateArray().Count(d => d.GetProperty("rule").GetString() == "sameCustomer"));
        Assert.Equal(1, (await tenant.Admin.DataAsync(Find, new { i = new { phone = "5550500001" }, id })).GetProperty("findDuplicateCustomers").GetArrayLength());
        await tenant.Admin.DataAsync("mutation($id: ID!) { deleteCustomer(id: $id) { record { id } } }", new { id = twin });
        Assert.Empty((await tenant.Admin.DataAsync(Find, new { id })).GetProperty("findDuplicateCustomers").EnumerateArray());
        Assert.Equal("BAD_USER_INPUT DUPLICATES_OF_WHAT", await tenant.Admin.ErrorAsync("{ findDuplicateCustomers { id } }"));
    }

    [Theory]
    [InlineData("platform.match_phone(phone) = platform.match_phone('138 0000 1234')", "mp_customer_phone")]
    [InlineData("platform.match_text(name) = platform.match_text('泰山重工有限公司')", "mt_customer_name")]
    [InlineData("platform.search_grams(platform.match_text(name)) @@ platform.match_query('长江电子科技', 75)", "ms_customer_name")]
    public async Task Each_way_to_match_has_its_index(string condition, string index)
    {
        await using NpgsqlConnection connection = await tenant.Source.OpenConnectionAsync();
        await using NpgsqlCommand off = new("set enable_seqscan = off", connection);
        await off.ExecuteNonQueryAsync();
        await using NpgsqlCommand explain = new($"explain select id from t_default.customer where {condition}", connection);
        List<string> lines = [];
        await using NpgsqlDataReader reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        Assert.Contains(lines, l => l.Contains(index, StringComparison.Ordinal));
    }
}
