using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Runtime.Tests.Isolation;
using Platform.Runtime.Writing.Merging;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Duplicates;

public sealed class MergeTests(CustomerTenant tenant) : IClassFixture<CustomerTenant>
{
    private const string Merge = """
        mutation($keep: ID!, $merge: [ID!]!, $take: CustomerUpdate, $dry: Boolean! = false) {
          mergeCustomers(keep: $keep, merge: $merge, take: $take, dryRun: $dry) {
            merge moved { object count } record { id name email city secret parent { id } partners { nodes { name } } deals { nodes { title } } visits { nodes { title } } } } }
        """;

    private const string Unmerge = "mutation($merge: ID!) { unmergeCustomers(merge: $merge) { record { name email city } } }";

    [Fact]
    public async Task What_belongs_to_the_others_moves_to_the_one_kept_which_takes_the_values_chosen()
    {
        World w = await World.MakeAsync(tenant.Admin);
        JsonElement merged = await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone }, take = new { email = w.Email, city = "Wien" } });
        JsonElement record = merged.GetProperty("record");
        Assert.Equal((w.Email, "Wien"), (record.GetProperty("email").GetString(), record.GetProperty("city").GetString()));
        Assert.Equal(["deal"], Titles(record, "deals", "title"));
        Assert.Equal(["visit"], Titles(record, "visits", "title"));
        Assert.Equal(["partner"], Titles(record, "partners", "name"));
        Assert.Equal("Customer 2, Deal 3, Visit 1", string.Join(", ", merged.GetProperty("moved").EnumerateArray()
            .Select(m => $"{m.GetProperty("object").GetString()} {m.GetProperty("count").GetInt32()}")));
        Assert.Equal(
            $$$"""{"deal":{"about":{"id":"{{{w.Keep}}}"},"involved":{"nodes":[{"id":"{{{w.Keep}}}"}]}},"branch":{"parent":{"id":"{{{w.Keep}}}"}},"customer":null}""",
            await tenant.Admin.TextAsync(
                "query($d: ID!, $b: ID!, $g: ID!) { deal(id: $d) { about { ... on Customer { id } } involved { nodes { id } } } branch: customer(id: $b) { parent { id } } customer(id: $g) { id } }",
                new { d = w.Deal, b = w.Branch, g = w.Gone }));
        string history = await tenant.Admin.TextAsync(
            "query($k: String!, $d: String!, $g: String!) { k: historyEntries(filter: {record: {eq: $k}}) { nodes { field } } d: historyEntries(filter: {record: {eq: $d}}) { nodes { field } } g: historyEntries(filter: {record: {eq: $g}, kind: {eq: \"delete\"}}) { totalCount } }",
            new { k = w.Keep, d = w.Deal, g = w.Gone });
        Assert.Contains("\"email\"", history, StringComparison.Ordinal);
        Assert.Contains("\"customer\"", history, StringComparison.Ordinal);
        Assert.Contains("\"g\":{\"totalCount\":1}", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_is_undone_with_all_that_moved_and_what_was_changed_since_stays()
    {
        World w = await World.MakeAsync(tenant.Admin);
        JsonElement merged = await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone }, take = new { email = w.Email, city = "Wien" } });
        await tenant.Admin.DataAsync("mutation($id: ID!) { updateCustomer(id: $id, input: {city: \"Graz\"}) { record { id } } }", new { id = w.Keep });
        string later = await tenant.Admin.CreateAsync("Deal", $"title: \"later\", customer: \"{w.Keep}\"");
        var merge = merged.GetProperty("merge").GetString();
        Assert.Equal("""{"unmergeCustomers":{"record":{"name":"keep","email":null,"city":"Graz"}}}""", await tenant.Admin.TextAsync(Unmerge, new { merge }));
        Assert.Equal(
            $$$$"""{"gone":{"name":"gone","email":"{{{{w.Email}}}}","deals":{"nodes":[{"title":"deal"}]},"visits":{"nodes":[{"title":"visit"}]},"partners":{"nodes":[{"name":"partner"}]},"branches":{"nodes":[{"name":"branch"}]},"involvedIn":{"nodes":[{"title":"deal"}]}},"keep":{"partners":{"nodes":[]},"deals":{"nodes":[{"id":"{{{{later}}}}"}]}}}""",
            await tenant.Admin.TextAsync(
                "query($k: ID!, $g: ID!) { gone: customer(id: $g) { name email deals { nodes { title } } visits { nodes { title } } partners { nodes { name } } branches { nodes { name } } involvedIn { nodes { title } } } keep: customer(id: $k) { partners { nodes { name } } deals { nodes { id } } } }",
                new { k = w.Keep, g = w.Gone }));
        Assert.Equal("NOT_FOUND", await tenant.Admin.ErrorAsync(Unmerge, new { merge }));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_changes_nothing()
    {
        World w = await World.MakeAsync(tenant.Admin);
        string before = await StateAsync(w);
        JsonElement tried = await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone }, take = new { city = "Wien" }, dry = true });
        Assert.Equal(JsonValueKind.Null, tried.GetProperty("merge").ValueKind);
        Assert.Equal("Wien", tried.GetProperty("record").GetProperty("city").GetString());
        Assert.Equal(3, tried.GetProperty("moved").GetArrayLength());
        Assert.Equal(before, await StateAsync(w));
        Assert.Equal("create", await HistoryAsync(w));
        await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone }, take = new { city = "Wien" } });
        Assert.NotEqual("create", await HistoryAsync(w));
    }

    [Fact]
    public async Task A_merge_that_is_refused_anywhere_leaves_everything_as_it_was()
    {
        World w = await World.MakeAsync(tenant.Admin);
        string taken = $"{Guid.NewGuid():N}@example.com";
        await tenant.Admin.CreateAsync("Customer", $"name: \"holds {taken}\", email: \"{taken}\"");
        string before = await StateAsync(w);
        Assert.Equal("DUPLICATE DUPLICATE_VALUE", await tenant.Admin.ErrorAsync(Merge, new { keep = w.Keep, merge = new[] { w.Gone }, take = new { email = taken } }));
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await tenant.Admin.ErrorAsync(Merge, new { keep = Guid.NewGuid(), merge = new[] { w.Gone } }));
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await tenant.Admin.ErrorAsync(Merge, new { keep = w.Keep, merge = new[] { w.Gone, Guid.NewGuid().ToString() } }));
        foreach (object wrong in new object[] { Array.Empty<string>(), new[] { w.Keep }, new[] { w.Gone, w.Gone }, new[] { "none" }, Enumerable.Range(0, 11).Select(_ => Guid.NewGuid()).ToArray() })
        {
            Assert.Equal("BAD_USER_INPUT", await tenant.Admin.ErrorAsync(Merge, new { keep = w.Keep, merge = wrong }));
        }

        Assert.Equal(before, await StateAsync(w));
    }

    [Fact]
    public async Task Records_of_others_are_neither_merged_nor_brought_apart()
    {
        World w = await World.MakeAsync(tenant.Admin);
        Api seller = await tenant.AddSellerAsync();
        string own = await seller.CreateAsync("Customer", $"name: \"own {Guid.NewGuid():N}\"");
        string before = await StateAsync(w);
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await seller.ErrorAsync(Merge.Replace("email city secret parent { id } partners { nodes { name } } deals { nodes { title } } visits { nodes { title } }", "", StringComparison.Ordinal), new { keep = own, merge = new[] { w.Gone } }));
        Assert.Equal("NOT_FOUND RECORD_NOT_FOUND", await seller.ErrorAsync(Merge, new { keep = w.Keep, merge = new[] { own } }));
        Assert.Equal(before, await StateAsync(w));
        string merge = (await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone } })).GetProperty("merge").GetString()!;
        Assert.StartsWith("NOT_FOUND", await seller.ErrorAsync(Unmerge, new { merge }), StringComparison.Ordinal);
        await tenant.Admin.DataAsync(Unmerge, new { merge });
    }

    [Fact]
    public async Task What_a_merge_keeps_to_be_undone_goes_with_time_and_with_the_record()
    {
        World w = await World.MakeAsync(tenant.Admin);
        string merge = (await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone } })).GetProperty("merge").GetString()!;
        await using (NpgsqlCommand age = tenant.Source.CreateCommand($"update platform.merges set merged_at = now() - interval '31 days' where id = '{merge}'")) await age.ExecuteNonQueryAsync();
        Assert.Equal("NOT_FOUND", await tenant.Admin.ErrorAsync(Unmerge, new { merge }));
        World other = await World.MakeAsync(tenant.Admin);
        string kept = (await MergedAsync(new { keep = other.Keep, merge = new[] { other.Gone } })).GetProperty("merge").GetString()!;
        await using (NpgsqlConnection holder = await tenant.Source.OpenConnectionAsync())
        {
            // Somebody else's old merge, held by whoever is at it, holds nobody up.
            World held = await World.MakeAsync(tenant.Admin);
            string old = (await MergedAsync(new { keep = held.Keep, merge = new[] { held.Gone } })).GetProperty("merge").GetString()!;
            await using NpgsqlTransaction turn = await holder.BeginTransactionAsync();
            await using (NpgsqlCommand hold = new($"update platform.merges set merged_at = now() - interval '31 days' where id = '{old}'", holder)) await hold.ExecuteNonQueryAsync();
            await tenant.Host.Services.GetRequiredService<MergeRetention>().ForgetAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal([kept], await MergesAsync(merge, kept));
        await tenant.Admin.DataAsync("mutation($id: ID!) { purgeCustomer(id: $id) { record { id } } }", new { id = other.Gone });
        Assert.Empty(await MergesAsync(merge, kept));
    }

    [Fact]
    public async Task Comments_and_tasks_move_along_and_come_back_when_it_is_undone()
    {
        World w = await World.MakeAsync(tenant.Admin);
        string file = await tenant.Admin.UploadAsync("minutes.txt", "minutes"u8.ToArray());
        string comment = await tenant.Admin.CreateAsync("Comment", $"object: \"Customer\", record: \"{w.Gone}\", text: \"called\", attachments: {{set: [\"{file}\"]}}");
        string task = await tenant.Admin.CreateAsync("Task", $"subject: \"call\", object: \"Customer\", record: \"{w.Gone}\", remindAt: \"2999-01-01T00:00:00Z\"");
        await using (NpgsqlCommand made = tenant.Source.CreateCommand($"update t_default.task set source = 'stage {task}' where id = '{task}'")) await made.ExecuteNonQueryAsync();
        JsonElement merged = await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone } });
        Assert.Equal("Comment 1, Customer 2, Deal 3, Task 1, Visit 1", string.Join(", ", merged.GetProperty("moved").EnumerateArray()
            .Select(m => $"{m.GetProperty("object").GetString()} {m.GetProperty("count").GetInt32()}")));
        const string Where = "query($c: ID!, $t: ID!) { comment(id: $c) { record attachments { nodes { name } } } task(id: $t) { record status } }";
        Assert.Equal(
            $$$"""{"comment":{"record":"{{{w.Keep}}}","attachments":{"nodes":[{"name":"minutes.txt"}]}},"task":{"record":"{{{w.Keep}}}","status":"open"}}""",
            await tenant.Admin.TextAsync(Where, new { c = comment, t = task }));
        await tenant.Admin.DataAsync(Unmerge, new { merge = merged.GetProperty("merge").GetString() });
        Assert.Contains($"\"record\":\"{w.Gone}\",\"status\"", await tenant.Admin.TextAsync(Where, new { c = comment, t = task }), StringComparison.Ordinal);
        Assert.Contains($"\"record\":\"{w.Gone}\",\"attachments\"", await tenant.Admin.TextAsync(Where, new { c = comment, t = task }), StringComparison.Ordinal);

        // Nobody else moves a comment.
        JsonElement moved = await tenant.Admin.PostAsync("mutation($id: ID!) { updateComment(id: $id, input: {record: \"x\"}) { record { id } } }", new { id = comment });
        Assert.True(moved.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_record_whose_deletion_is_to_be_approved_does_not_go_with_a_merge()
    {
        await tenant.AddSellerAsync();
        string keep = await tenant.Admin.CreateAsync("Claim", "title: \"kept\""), gone = await tenant.Admin.CreateAsync("Claim", "title: \"asks\"");
        const string MergeClaims = "mutation($keep: ID!, $merge: [ID!]!) { mergeClaims(keep: $keep, merge: $merge) { merge } }";
        Assert.Equal("LOCKED MERGE_AWAITS_APPROVAL", await tenant.Admin.ErrorAsync(MergeClaims, new { keep, merge = new[] { gone } }));
        Assert.Equal("""{"approvalRequests":{"totalCount":0}}""", await tenant.Admin.TextAsync("query($r: String!) { approvalRequests(filter: {record: {eq: $r}}) { totalCount } }", new { r = gone }));
        await tenant.Admin.DataAsync(MergeClaims, new { keep = gone, merge = new[] { keep } });
    }

    [Fact]
    public async Task What_is_added_while_a_merge_waits_moves_too()
    {
        World w = await World.MakeAsync(tenant.Admin);
        await using NpgsqlConnection other = await tenant.Source.OpenConnectionAsync();
        await using NpgsqlTransaction adding = await other.BeginTransactionAsync();
        await using (NpgsqlCommand add = new(
            $"insert into t_default.visit select (jsonb_populate_record(null::t_default.visit, to_jsonb(v) || jsonb_build_object('id', gen_random_uuid(), 'title', 'late'))).* from t_default.visit v where v.customer_id = '{w.Gone}'", other))
        {
            Assert.Equal(1, await add.ExecuteNonQueryAsync());
        }

        Task<JsonElement> merging = MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone } });
        await BlockedStatements.AwaitOneAsync(other, TestContext.Current.CancellationToken);
        await adding.CommitAsync();
        Assert.Equal(["late", "visit"], Titles((await merging).GetProperty("record"), "visits", "title").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Encrypted_values_are_taken_and_kept_nowhere_in_plain()
    {
        World w = await World.MakeAsync(tenant.Admin);
        JsonElement merged = await MergedAsync(new { keep = w.Keep, merge = new[] { w.Gone }, take = new { secret = "4111-secret" } });
        Assert.Equal("4111-secret", merged.GetProperty("record").GetProperty("secret").GetString());
        await using NpgsqlCommand read = tenant.Source.CreateCommand("select string_agg(undo::text, '') from platform.merges");
        Assert.DoesNotContain("4111", (string)(await read.ExecuteScalarAsync())!, StringComparison.Ordinal);
    }

    private async Task<JsonElement> MergedAsync(object variables) => (await tenant.Admin.DataAsync(Merge, variables)).GetProperty("mergeCustomers");

    private async Task<string[]> MergesAsync(params string[] ids)
    {
        await using NpgsqlCommand read = tenant.Source.CreateCommand("select id::text from platform.merges where id = any($1::uuid[])");
        read.Parameters.AddWithValue(ids);
        List<string> found = [];
        await using NpgsqlDataReader reader = await read.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add(reader.GetString(0));
        return [.. found];
    }

    private Task<string> StateAsync(World w) => tenant.Admin.TextAsync(
        "query($k: ID!, $g: ID!) { keep: customer(id: $k) { ...c } gone: customer(id: $g) { ...c } } fragment c on Customer { version name email city deals { nodes { id version } } visits { nodes { id version } } partners { nodes { id } } branches { nodes { id version } } involvedIn { nodes { id } } }",
        new { k = w.Keep, g = w.Gone });

    /// <summary>Kinds of the history of all that a merge of these touches.</summary>
    private async Task<string> HistoryAsync(World w)
    {
        await using NpgsqlCommand read = tenant.Source.CreateCommand("select string_agg(distinct kind, ',' order by kind) from t_default.history_entry where record = any($1)");
        read.Parameters.AddWithValue(new[] { w.Keep, w.Gone, w.Deal, w.Branch });
        return (string)(await read.ExecuteScalarAsync())!;
    }

    private static IEnumerable<string?> Titles(JsonElement record, string list, string field) =>
        record.GetProperty(list).GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty(field).GetString());

    /// <summary>Two customers, and what belongs to the one that goes.</summary>
    private sealed record World(string Keep, string Gone, string Email, string Deal, string Branch)
    {
        public static async Task<World> MakeAsync(Api api)
        {
            // Names are alike from one test to the next: the rule that warns of that is no part of these tests.
            string email = $"{Guid.NewGuid():N}@example.com";
            string keep = await api.CreateAsync("Customer", $"name: \"keep\"");
            string partner = await api.CreateAsync("Customer", "name: \"partner\"");
            string gone = await api.CreateAsync("Customer", $"name: \"gone\", email: \"{email}\", partners: {{set: [\"{partner}\"]}}");
            string branch = await api.CreateAsync("Customer", $"name: \"branch\", parent: \"{gone}\"");
            string deal = await api.CreateAsync("Deal", $"title: \"deal\", customer: \"{gone}\", involved: {{set: [\"{gone}\"]}}, about: {{object: \"Customer\", id: \"{gone}\"}}");
            await api.CreateAsync("Visit", $"title: \"visit\", customer: \"{gone}\"");
            return new World(keep, gone, email, deal, branch);
        }
    }
}
