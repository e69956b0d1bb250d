using System.Text.Json;
using Npgsql;
using Platform.Runtime.Tests.Isolation;
using Xunit;
using static Platform.Runtime.Tests.Conversions.LeadTenant;

namespace Platform.Runtime.Tests.Conversions;

/// <summary>Who may convert what, and what nobody can do with a converted lead.</summary>
public sealed class ConvertedRecordTests(LeadTenant tenant) : IClassFixture<LeadTenant>
{
    private const string Update = "mutation($id: ID!) { updateLead(id: $id, input: {city: \"Graz\"}) { record { id } } }";

    private Api Admin => tenant.Admin;

    [Fact]
    public async Task A_converted_lead_cannot_be_changed_by_any_route()
    {
        string lead = await LeadAsync(), other = await LeadAsync();
        await ConvertedAsync(Admin, new { id = lead });
        (string Query, object Variables)[] routes =
        [
            (Update, new { id = lead }),
            ("mutation($id: ID!) { updateLeads(changes: [{id: $id, input: {city: \"Graz\"}}]) { affected } }", new { id = lead }),
            ("mutation($id: ID!) { updateLeads(filter: {id: {eq: $id}}, input: {city: \"Graz\"}) { affected } }", new { id = lead }),
            ("mutation($k: ID!, $m: [ID!]!) { mergeLeads(keep: $k, merge: $m) { merge } }", new { k = lead, m = new[] { other } }),
            ("mutation($k: ID!, $m: [ID!]!) { mergeLeads(keep: $k, merge: $m) { merge } }", new { k = other, m = new[] { lead } }),
            (Mutation, new { id = lead }),
            (Mutation, new { id = lead, dry = true }),
        ];
        foreach ((string query, object variables) in routes) Assert.Equal("LOCKED RECORD_CONVERTED", await Admin.ErrorAsync(query, variables));
        Assert.StartsWith("LOCKED", await Admin.ErrorAsync("mutation($id: ID!) { submitLeadForApproval(id: $id, flow: \"check\") { pendingApproval } }", new { id = lead }), StringComparison.Ordinal);
        string schema = (await Admin.DataAsync("{ __type(name: \"LeadUpdate\") { inputFields { name } } }")).GetRawText();
        Assert.DoesNotContain("convertedAt", schema, StringComparison.Ordinal);
        await Admin.DataAsync("mutation($id: ID!) { deleteLead(id: $id) { record { id } } restoreLead(id: $id) { record { id } } }", new { id = lead });
    }

    [Fact]
    public async Task A_converted_lead_follows_an_account_that_is_merged()
    {
        string lead = await LeadAsync(), keep = await Admin.CreateAsync("Account", $"name: \"{Unheard()}\"");
        JsonElement answer = await ConvertedAsync(Admin, new { id = lead });
        await Admin.DataAsync("mutation($k: ID!, $m: [ID!]!) { mergeAccounts(keep: $k, merge: $m) { merge } }", new { k = keep, m = new[] { answer.GetProperty("account").GetProperty("id").GetString() } });
        Assert.Equal($$$$"""{"lead":{"convertedAccount":{"id":"{{{{keep}}}}"}}}""", await Admin.TextAsync("query($l: ID!) { lead(id: $l) { convertedAccount { id } } }", new { l = lead }));
    }

    [Fact]
    public async Task Of_two_who_convert_a_lead_at_once_one_does()
    {
        string lead = await LeadAsync();
        JsonElement[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Admin.PostAsync(Mutation, new { id = lead })));
        Assert.Single(answers, a => !a.TryGetProperty("errors", out _));
        Assert.All(answers.Where(a => a.TryGetProperty("errors", out _)), a => Assert.Equal("LOCKED", a.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
        string company = (await Admin.DataAsync("query($l: ID!) { lead(id: $l) { company } }", new { l = lead })).GetProperty("lead").GetProperty("company").GetString()!;
        Assert.Equal(1, await AccountsAsync(company));
    }

    [Fact]
    public async Task A_lead_under_approval_waits()
    {
        await tenant.AddAsync("seller");
        string lead = await LeadAsync();
        await Admin.DataAsync("mutation($id: ID!) { submitLeadForApproval(id: $id, flow: \"check\") { pendingApproval } }", new { id = lead });
        Assert.Equal("LOCKED APPROVAL_LOCKED", await Admin.ErrorAsync(Mutation, new { id = lead }));
    }

    [Fact]
    public async Task A_lead_of_another_version_is_not_converted()
    {
        string lead = await LeadAsync();
        await Admin.DataAsync(Update, new { id = lead });
        Assert.Equal("CONFLICT VERSION_CONFLICT", await Admin.ErrorAsync(Mutation, new { id = lead, version = 1 }));
        Assert.True((await ConvertedAsync(Admin, new { id = lead, version = 2 })).GetProperty("done").GetBoolean());
    }

    [Fact]
    public async Task Rights_of_whoever_converts_apply_to_the_lead_and_to_what_it_becomes()
    {
        Api caller = await tenant.AddAsync("caller"), seller = await tenant.AddAsync("seller");
        string company = Unheard(), lead = await caller.CreateAsync("Lead", $"name: \"C\", company: \"{company}\""), foreign = await LeadAsync();
        const string Bare = "mutation($id: ID!, $targets: LeadConversionTargets) { convertLead(id: $id, targets: $targets) { done } }";
        Assert.Equal("FORBIDDEN CREATE_FORBIDDEN", await caller.ErrorAsync(Bare, new { id = lead }));
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await caller.ErrorAsync(Bare, new { id = foreign }));
        Assert.Equal("FORBIDDEN EDIT_FORBIDDEN", await seller.ErrorAsync(Bare, new { id = foreign }));
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await Admin.ErrorAsync(Bare, new { id = Guid.NewGuid() }));
        Assert.Equal(0, await AccountsAsync(company));
        string known = await Admin.CreateAsync("Account", $"name: \"{Unheard()}\"");
        await caller.DataAsync(Bare, new { id = lead, targets = new { account = new { id = known }, deal = new { action = "SKIP" } } });
    }

    [Fact]
    public async Task What_is_refused_anywhere_leaves_nothing_behind()
    {
        string company = Unheard(), lead = await Admin.CreateAsync("Lead", $"name: \"N\", company: \"{company}\"");
        object unfit = new { deal = new { values = new { name = (string?)null } } };
        Assert.Equal("VALIDATION_FAILED REQUIRED", await Admin.ErrorAsync(Mutation, new { id = lead, targets = unfit }));
        string wide = await Admin.CreateAsync("Lead", $"name: \"N\", company: \"{new string('x', 41)}\"");
        Assert.Equal("VALIDATION_FAILED TOO_LONG", await Admin.ErrorAsync(Mutation, new { id = wide }));
        Assert.Equal(0, await AccountsAsync(company));
        Assert.Equal("""{"lead":{"version":1,"convertedAt":null}}""", await Admin.TextAsync("query($l: ID!) { lead(id: $l) { version convertedAt } }", new { l = lead }));
    }

    [Fact]
    public async Task A_connection_that_is_lost_half_way_leaves_nothing_behind()
    {
        string company = Unheard(), lead = await Admin.CreateAsync("Lead", $"name: \"K\", company: \"{company}\"");
        await using NpgsqlConnection holder = await tenant.Host.Database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction held = await holder.BeginTransactionAsync();
        string visit = await Admin.CreateAsync("Visit", $"title: \"held\", about: {{object: \"Lead\", id: \"{lead}\"}}");
        await new NpgsqlCommand($"select 1 from t_default.visit where id = '{visit}' for update", holder).ExecuteNonQueryAsync();
        Task<JsonElement> converting = Admin.PostAsync(Mutation, new { id = lead });
        int killed = 0;
        while (killed == 0 && !converting.IsCompleted)
        {
            // Whoever waits for the row that is held has made the account, the contact and the deal already.
            await using NpgsqlCommand kill = tenant.Host.Database.DataSource.CreateCommand(
                $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and {holder.ProcessID} = any (pg_blocking_pids(pid))");
            killed = (int)(long)(await kill.ExecuteScalarAsync())!;
            await Task.Yield();
        }

        await held.RollbackAsync();
        Assert.Equal(1, killed);
        JsonElement answer = await converting;
        Assert.False(answer.TryGetProperty("data", out _), answer.ToString());
        Assert.Equal(0, await AccountsAsync(company));
        Assert.True((await ConvertedAsync(Admin, new { id = lead })).GetProperty("done").GetBoolean());
    }

    private Task<string> LeadAsync() => Admin.CreateAsync("Lead", $"name: \"Li\", company: \"{Unheard()}\"");

    private async Task<int> AccountsAsync(string company) =>
        (await Admin.DataAsync("query($n: String!) { accounts(filter: {name: {eq: $n}}) { totalCount } }", new { n = company })).GetProperty("accounts").GetProperty("totalCount").GetInt32();
}
