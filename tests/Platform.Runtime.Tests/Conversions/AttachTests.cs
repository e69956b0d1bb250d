using System.Text.Json;
using Platform.Runtime.Tests.Isolation;
using Xunit;
using static Platform.Runtime.Tests.Conversions.LeadTenant;

namespace Platform.Runtime.Tests.Conversions;

/// <summary>Records that may be the same as what a lead becomes, and what attaching changes in them.</summary>
public sealed class AttachTests(LeadTenant tenant) : IClassFixture<LeadTenant>
{
    private Api Admin => tenant.Admin;

    [Fact]
    public async Task Where_others_may_be_the_same_somebody_chooses()
    {
        string company = Unheard();
        string known = await Admin.CreateAsync("Account", $"name: \"{company}\", city: \"Graz\""), lead = await LeadAsync(company);
        Assert.Equal("DUPLICATE CONVERSION_DUPLICATE", await Admin.ErrorAsync(Mutation, new { id = lead }));
        JsonElement told = await ConvertedAsync(Admin, new { id = lead, dry = true });
        Assert.False(told.GetProperty("done").GetBoolean());
        Assert.Equal(
            $$"""[{"object":"Account","id":"{{known}}","rule":"sameAccount","blocks":false,"values":[{"field":"name","value":"{{company}}"},{"field":"city","value":"Graz"}]}]""",
            told.GetProperty("targets")[0].GetProperty("duplicates").GetRawText());
        JsonElement made = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { action = "CREATE" } } });
        Assert.NotEqual(known, made.GetProperty("account").GetProperty("id").GetString());
        Assert.Contains("DUPLICATE_RECORD", made.GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_blocks_is_not_chosen_away()
    {
        string phone = $"+43 1 {Random.Shared.Next(1000000, 9999999)}";
        string known = await Admin.CreateAsync("Account", $"name: \"{Unheard()}\", phone: \"{phone}\"");
        string lead = await Admin.CreateAsync("Lead", $"name: \"P\", company: \"{Unheard()}\", phone: \"{phone}\"");
        object create = new { account = new { action = "CREATE" } };
        Assert.Equal("DUPLICATE DUPLICATE_RECORD", await Admin.ErrorAsync(Mutation, new { id = lead, targets = create }));
        JsonElement told = await ConvertedAsync(Admin, new { id = lead, targets = create, dry = true });
        Assert.Equal("DUPLICATE_RECORD", told.GetProperty("targets")[0].GetProperty("problems")[0].GetProperty("code").GetString());
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { id = known } } });
        Assert.Equal(known, answer.GetProperty("record").GetProperty("convertedAccount").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Rules_that_compare_the_lead_with_a_target_find_what_there_is()
    {
        string email = $"{Guid.NewGuid():N}@example.com";
        string known = await Admin.CreateAsync("Contact", $"name: \"Known\", email: \"{email}\""), lead = await Admin.CreateAsync("Lead", $"name: \"New\", email: \"{email}\"");
        JsonElement told = await ConvertedAsync(Admin, new { id = lead, dry = true });
        Assert.Equal(known, told.GetProperty("targets")[1].GetProperty("duplicates")[0].GetProperty("id").GetString());
        Assert.Equal("DUPLICATE DUPLICATE_VALUE", await Admin.ErrorAsync(Mutation, new { id = lead, targets = new { contact = new { action = "CREATE" } } }));
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { contact = new { action = "ATTACH", id = known } } });
        Assert.Equal(("Known", known), (answer.GetProperty("contact").GetProperty("name").GetString(), answer.GetProperty("contact").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Attaching_fills_what_is_blank_and_leaves_what_is_filled()
    {
        string lead = await LeadAsync(Unheard()), known = await Admin.CreateAsync("Account", "name: \"Old name\", note: \"old\"");
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { id = known, values = new { name = "New name", phone = "+43 1 555" } } } });
        JsonElement account = answer.GetProperty("account");
        Assert.Equal(("Old name", "old", "Wien"), (account.GetProperty("name").GetString(), account.GetProperty("note").GetString(), account.GetProperty("city").GetString()));
        Assert.Equal("""["city","fixed","phone"]""", answer.GetProperty("targets")[0].GetProperty("filled").GetRawText());
        Assert.Equal(known, answer.GetProperty("contact").GetProperty("account").GetProperty("id").GetString());
        Assert.StartsWith("Old name", answer.GetProperty("deal").GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_cannot_be_changed_is_left_and_the_others_are_filled()
    {
        string lead = await LeadAsync(Unheard()), known = await Admin.CreateAsync("Account", "name: \"Frozen\", frozen: true");
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead, targets = new { account = new { id = known } } });
        Assert.Equal("""["city","note"]""", answer.GetProperty("targets")[0].GetProperty("filled").GetRawText());
    }

    [Fact]
    public async Task A_record_that_the_caller_may_not_change_is_only_linked()
    {
        Api seller = await tenant.AddAsync("seller");
        string known = await Admin.CreateAsync("Account", "name: \"Of others\"");
        string lead = await seller.CreateAsync("Lead", $"name: \"S\", company: \"{Unheard()}\", city: \"Wien\"");
        JsonElement answer = await ConvertedAsync(seller, new { id = lead, targets = new { account = new { id = known } } });
        Assert.Equal((JsonValueKind.Null, "[]"), (answer.GetProperty("account").GetProperty("city").ValueKind, answer.GetProperty("targets")[0].GetProperty("filled").GetRawText()));
        Assert.StartsWith("Of others", answer.GetProperty("deal").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"account":{"version":1}}""", await Admin.TextAsync("query($a: ID!) { account(id: $a) { version } }", new { a = known }));
    }

    [Fact]
    public async Task What_cannot_be_seen_cannot_be_attached()
    {
        string lead = await LeadAsync(Unheard());
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Admin.ErrorAsync(Mutation, new { id = lead, targets = new { account = new { id = Guid.NewGuid() } } }));
        string contact = await Admin.CreateAsync("Contact", "name: \"No account\"");
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Admin.ErrorAsync(Mutation, new { id = lead, targets = new { account = new { id = contact } } }));
        foreach (object wrong in new object[] { new { action = "ATTACH" }, new { action = "CREATE", id = contact }, new { id = "none" } })
        {
            Assert.Equal("BAD_USER_INPUT", await Admin.ErrorAsync(Mutation, new { id = lead, targets = new { account = wrong } }));
        }
    }

    private Task<string> LeadAsync(string company) => Admin.CreateAsync("Lead", $"name: \"Li\", company: \"{company}\", city: \"Wien\"");
}
