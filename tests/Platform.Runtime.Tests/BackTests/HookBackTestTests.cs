using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.BackTests;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Hooks;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.BackTests;

/// <summary>Hooks that a plan changes, run over saves that were.</summary>
public sealed class HookBackTestTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private HookedHost _world = null!;

    public async ValueTask InitializeAsync() => _world = await HookedHost.OpenAsync(host);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Saves_that_come_out_differently_are_listed_with_outcomes_fields_and_places()
    {
        await ObjectAsync("Order");
        await _world.PublishAsync(Hook("pricing", "Order", "for (const r of records) r.amount = r.title.length;", "beforeInsert", "beforeUpdate"));
        string first = await CreateAsync("Order", "one");
        await UpdateAsync("Order", first, "three");
        await CreateAsync("Order", "bad");
        await CreateAsync("Order", "broken");
        JsonElement test = await BackTestAsync(Hook(
            "pricing", "Order",
            "for (const r of records) { if (r.title === 'bad') error(r, 'title', 'No good.'); if (r.title === 'broken') r.missing.at(); r.amount = r.title === 'three' ? 99 : r.title.length; }",
            "beforeInsert", "beforeUpdate"));
        Assert.Equal((4, 3), (test.GetProperty("tried").GetInt32(), test.GetProperty("differing").GetInt32()));
        Assert.Equal(
            [
                "beforeInsert ACCEPTED → FAILED HOOK_THROWN: Cannot read properties of undefined (reading 'at') pricing.js:1:",
                "beforeInsert ACCEPTED → REFUSED title: No good.",
                "beforeUpdate ACCEPTED → ACCEPTED amount: 5 → 99",
            ],
            test.GetProperty("differences").EnumerateArray().Select(Said));
        // Nothing was written, and nothing refused those who were there before.
        Assert.Equal(5, (await RecordAsync("Order", first)).GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task Parts_that_have_no_time_try_a_save_each_until_all_are_tried()
    {
        await ObjectAsync("Slow");
        foreach (string title in (string[])["a", "b", "c"]) await CreateAsync("Slow", title);
        ChangedHook made = new(null, HookWorld.Hook("Slow", [HookEvent.BeforeInsert], "export default () => { throw new Error('x'); };"));
        List<int> tried = [];
        DateTime? before = DateTime.UtcNow.AddMinutes(1);
        while (before is { } next)
        {
            BackTestPortion part = await RunAsync(new BackTestLimits(TimeSpan.Zero, TimeSpan.Zero), _ => made, next);
            Assert.Equal(part.Tried, part.Differing);
            tried.Add(part.Tried);
            before = part.Next;
        }

        Assert.Equal([1, 1, 1, 0], tried);
    }

    [Theory]
    [InlineData("1960-01-01", 0)]
    [InlineData("9999-12-31T23:59:59Z", 1)]
    public async Task An_instant_out_of_all_bounds_is_taken_for_the_nearest_within(string before, int tried)
    {
        await ObjectAsync("Edge" + tried);
        await CreateAsync("Edge" + tried, "x");
        Assert.Equal(tried, (await PartAsync(Hook("edge", "Edge" + tried, "throw new Error('x');", "beforeInsert"), before, _world)).GetProperty("tried").GetInt32());
    }

    [Fact]
    public async Task References_to_several_objects_have_the_name_of_theirs()
    {
        await _world.PublishAsync(
            """{"kind":"object","name":"Visit","label":"Visit","pluralLabel":"Visits","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"about","label":"About","type":"polymorphicLookup","targets":["Deal","Trace"]}]}""");
        string deal = await _world.CreateDealAsync("visited");
        Succeeded(await _world.AskAsync("/graphql", "mutation($d: ID!) { createVisit(input: { title: \"v\", about: { object: \"Deal\", id: $d } }) { record { id } } }", new { d = deal }));
        JsonElement test = await BackTestAsync(Hook("visits", "Visit", "error(records[0], null, `${records[0].about.object} ${records[0].about.id}`);", "beforeInsert"));
        Assert.Equal($"Deal {deal}", test.GetProperty("differences")[0].GetProperty("after").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Records_are_as_they_were_before_each_save_and_what_hooks_write_is_undone_between_runs()
    {
        await ObjectAsync("Claim");
        string id = await CreateAsync("Claim", "a");
        await UpdateAsync("Claim", id, "b");
        await UpdateAsync("Claim", id, "c");
        const string Body = """
            for (const r of records) {
              const made = await db.aggregate('Trace', { by: [], filter: { title: { eq: 'from a back-test' } } });
              await db.create('Trace', { title: 'from a back-test' });
              error(r, null, `${old(r)?.title ?? '-'} to ${r.title}, ${made[0]?.count ?? 0} before`);
            }
            """;
        JsonElement test = await BackTestAsync(Hook("telling", "Claim", Body, "beforeInsert", "beforeUpdate"));
        Assert.Equal(
            ["b to c, 0 before", "a to b, 0 before", "- to a, 0 before"],
            test.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("after").GetProperty("message").GetString()));
        Assert.Empty(await _world.TracesAsync("from a back-test"));
        Assert.Equal("c", (await RecordAsync("Claim", id)).GetProperty("title").GetString());
        JsonElement traced = Succeeded(await _world.AskAsync("/metadata", "{ traces(hook: \"telling\") { id } }"));
        Assert.Empty(traced.GetProperty("traces").EnumerateArray());
    }

    [Fact]
    public async Task What_follows_a_commit_what_calls_others_and_what_does_not_change_is_not_run()
    {
        await ObjectAsync("Parcel");
        await CreateAsync("Parcel", "x");
        await _world.PublishAsync(Hook("same", "Parcel", "", "beforeInsert"));
        JsonElement test = await BackTestAsync(Hook("later", "Parcel", "throw new Error('must not run');", "afterCommitInsert"));
        Assert.Equal(0, test.GetProperty("hooks").GetArrayLength());
        JsonElement calling = await BackTestAsync(Hook("calling", "Parcel", "if (context.http) await context.http.get('http://127.0.0.1:1/'); await context.secrets.hmacSha256('k', 't');", "afterInsert"));
        Assert.StartsWith("HOOK_THROWN", calling.GetProperty("differences")[0].GetProperty("after").GetProperty("message").GetString(), StringComparison.Ordinal);
        await _world.RemoveAsync("same");
    }

    [Fact]
    public async Task What_a_hook_writes_by_db_is_compared_record_by_record()
    {
        await ObjectAsync("Visitor");
        string trace = await TraceAsync("visited"), other = await TraceAsync("left alone");
        string make = "const made = await db.create('Trace', { title: 'made' }); await db.create('Trace', { title: `beside ${made.id}` });", touch = $"await db.update('Trace', '{trace}', {{ amount: 1 }});";
        await _world.PublishAsync(Hook("visiting", "Visitor", make + touch, "afterInsert"));
        await CreateAsync("Visitor", "one");
        await SetTraceAsync(trace, 0);
        // Of what it makes ids differ, the order does not matter, and what was so before is no change.
        string same = $"await db.update('Trace', '{trace}', {{ amount: 1, title: 'visited' }});" + make;
        Assert.Equal((1, 0), Counts(await BackTestAsync(Hook("visiting", "Visitor", same, "afterInsert"))));

        const string InVain = "await db.delete('Trace', (await db.create('Trace', { title: 'in vain' })).id);";
        JsonElement more = await BackTestAsync(Hook("visiting", "Visitor", $"{same} await db.update('Trace', '{trace}', {{ amount: 7 }}); await db.delete('Trace', '{other}'); {InVain}", "afterInsert"));
        JsonElement difference = Assert.Single(more.GetProperty("differences").EnumerateArray());
        Assert.Equal([$$"""UPDATE Trace {{trace}} {"amount":1}"""], Writes(difference.GetProperty("before")));
        Assert.Equal([$$"""UPDATE Trace {{trace}} {"amount":7}""", $"DELETE Trace {other} {{}}"], Writes(difference.GetProperty("after")));
        Assert.Equal("ACCEPTED", difference.GetProperty("after").GetProperty("outcome").GetString());

        JsonElement fewer = await BackTestAsync(Hook("visiting", "Visitor", touch, "afterInsert"));
        Assert.Equal(
            ["""CREATE Trace new 1 {"title":"made"}""", """CREATE Trace new 2 {"title":"beside new 1"}"""],
            Writes(Assert.Single(fewer.GetProperty("differences").EnumerateArray()).GetProperty("before")));
        await _world.RemoveAsync("visiting");
    }

    [Fact]
    public async Task Merges_are_made_again_with_the_records_that_went_and_what_moved()
    {
        await ObjectAsync("Firm");
        string kept = await CreateAsync("Firm", "kept"), gone = await CreateAsync("Firm", "gone");
        await UpdateAsync("Firm", kept, "kept on");
        Succeeded(await _world.AskAsync("/graphql", "mutation($k: ID!, $m: [ID!]!) { mergeFirms(keep: $k, merge: $m, take: { amount: 3 }) { merge } }", new { k = kept, m = new[] { gone } }));
        await UpdateAsync("Firm", kept, "later");
        const string Tells = "const { event, merged, moved } = context; error(records[0], null, `${event} ${records[0].title} ${old(records[0]).amount ?? '-'}>${records[0].amount} ${merged.map((m) => m.title)} ${JSON.stringify(moved)}`);";
        JsonElement test = await BackTestAsync(Hook("merging", "Firm", Tells, "beforeMerge", "afterMerge"));
        Assert.Equal(["beforeMerge kept on ->3 gone {}", "afterMerge kept on ->3 gone {}"], Messages(test));
        Assert.Equal(1, test.GetProperty("differing").GetInt32());
    }

    [Fact]
    public async Task Conversions_are_made_again_with_what_the_record_became()
    {
        await ObjectAsync("Client");
        await ObjectAsync("Prospect", """,{"name":"becameAt","label":"At","type":"dateTime","readOnly":true},{"name":"becameClient","label":"Client","type":"lookup","target":"Client","readOnly":true}""");
        await _world.PublishAsync(
            """{"kind":"conversion","name":"winning","label":"Win","object":"Prospect","convertedField":"becameAt","targets":[{"alias":"client","object":"Client","link":"becameClient","set":[{"field":"title","value":"record.title"}]}]}""");
        string made = await CreateAsync("Prospect", "made"), attached = await CreateAsync("Prospect", "attached"), client = await CreateAsync("Client", "known");
        const string Convert = "mutation($id: ID!, $t: ProspectConversionTargets) { convertProspect(id: $id, targets: $t) { done client { id } } }";
        JsonElement won = Succeeded(await _world.AskAsync("/graphql", Convert, new { id = made })).GetProperty("convertProspect");
        Succeeded(await _world.AskAsync("/graphql", Convert, new { id = attached, t = new { client = new { id = client } } }));
        await UpdateAsync("Client", won.GetProperty("client").GetProperty("id").GetString()!, "renamed since");

        const string Tells = "const { event, targets, isNew } = context; const { action, record } = targets.client; error(records[0], null, `${event} ${!records[0].becameAt} ${action} ${record.title} ${isNew(record)}`);";
        JsonElement test = await BackTestAsync(Hook("converting", "Prospect", Tells, "beforeConvert", "afterConvert"));
        Assert.Equal((4, 2), Counts(test));
        Assert.Equal(
            ["beforeConvert true ATTACH known false", "afterConvert false ATTACH known false", "beforeConvert true CREATE made true", "afterConvert false CREATE made true"],
            Messages(test));

        JsonElement setting = await BackTestAsync(Hook("converting", "Prospect", "context.targets.client.record.title = 'as set'; context.targets.client.record.amount = 9; records[0].amount = 5;", "beforeConvert"));
        Assert.Equal(
            ["amount: 5, client.amount: 9", "amount: 5, client.title: as set, client.amount: 9"],
            setting.GetProperty("differences").EnumerateArray().Select(d => string.Join(", ", d.GetProperty("fields").EnumerateArray().Select(f => $"{f.GetProperty("name").GetString()}: {f.GetProperty("after")}"))));

        // What it became is shown to nobody who may not read it.
        await _world.PublishAsync("""{"kind":"role","name":"hunter","label":"Hunter","rights":["customize"],"objects":[{"object":"Prospect","read":"all"}]}""");
        using HookedHost hunter = await _world.OfMemberAsync("hunter@example.com", "hunter");
        JsonElement refused = await BackTestAsync(Hook("converting", "Prospect", Tells, "beforeConvert"), asking: hunter);
        Assert.Equal("NOT_READABLE", refused.GetProperty("leftOut")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_hook_that_only_answers_writes_nothing_when_it_is_tried()
    {
        await ObjectAsync("Form");
        await CreateAsync("Form", "x");
        JsonElement test = await BackTestAsync(Hook("asking", "Form", "await db.create('Trace', { title: 'x' });", "validate"));
        Assert.Contains("only reads", Assert.Single(Messages(test)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_hangs_fails_its_saves_and_the_others_are_tried()
    {
        await ObjectAsync("Ticket");
        await CreateAsync("Ticket", "loop");
        await CreateAsync("Ticket", "well");
        JsonElement test = await BackTestAsync(Hook("hanging", "Ticket", "for (const r of records) { while (r.title === 'loop') {} r.amount = 1; }", "beforeInsert"));
        Assert.Equal(["ACCEPTED", "FAILED"], test.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("after").GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Of_a_save_of_many_records_some_are_tried_and_a_removed_hook_changes_nothing_any_more()
    {
        await ObjectAsync("Bulk");
        await _world.PublishAsync(Hook("bulk", "Bulk", "for (const r of records) r.amount = (r.amount ?? 0) + 1;", "beforeInsert"));
        Succeeded(await _world.AskAsync("/graphql", "mutation($i: [BulkCreate!]!) { createBulks(inputs: $i) { records { id } } }", new { i = Enumerable.Range(0, 50).Select(n => new { title = $"{n}" }) }));
        JsonElement answer = Succeeded(await _world.AskAsync("/metadata", "{ backTest(edits: [{ remove: { kind: \"hook\", name: \"bulk\" } }]) { hooks } }")).GetProperty("backTest");
        Assert.Equal("bulk", Assert.Single(answer.GetProperty("hooks").EnumerateArray()).GetString());
        BackTestPortion part = await RunAsync(new BackTestLimits(TimeSpan.MaxValue, TimeSpan.MaxValue), model => new ChangedHook(model.Hooks.Single(h => h.Name == "bulk"), null), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal((20, 20), (part.Tried, part.Differing));
        // History knows what the hook made of the record; from there on it counts once more, or not.
        Assert.Equal(("amount", "2", "1"), part.Differences[0].Before.Differences(part.Differences[0].After).Select(f => (f.Field, $"{f.Before}", $"{f.After}")).Single());
        await _world.RemoveAsync("bulk");
    }

    [Fact]
    public async Task Nobody_tries_a_hook_over_records_that_they_may_not_read()
    {
        await ObjectAsync("Secret");
        await CreateAsync("Secret", "hidden");
        await _world.PublishAsync("""{"kind":"role","name":"outsider","label":"Outsider","rights":["customize"],"objects":[{"object":"Secret","read":"own"}]}""");
        using HookedHost outsider = await _world.OfMemberAsync("outsider@example.com", "outsider");
        JsonElement test = await BackTestAsync(Hook("spying", "Secret", "throw new Error(records[0].title);", "beforeInsert"), asking: outsider);
        Assert.Equal(("spying", "NOT_READABLE", 0), (test.GetProperty("leftOut")[0].GetProperty("hook").GetString(), test.GetProperty("leftOut")[0].GetProperty("reason").GetString(), test.GetProperty("tried").GetInt32()));
    }

    [Fact]
    public async Task Saves_of_which_history_is_too_old_and_arguments_out_of_bounds_are_not_tried()
    {
        await ObjectAsync("Old");
        await CreateAsync("Old", "long ago");
        await using (NpgsqlCommand age = host.Database.DataSource.CreateCommand("UPDATE \"t_default\".history_entry SET at = at - interval '40 days' WHERE object = 'Old'")) Assert.Equal(1, await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        JsonElement test = await BackTestAsync(Hook("old", "Old", "throw new Error('x');", "beforeInsert"));
        Assert.Equal(0, test.GetProperty("tried").GetInt32());
        JsonElement wrong = await _world.AskAsync("/metadata", "{ backTest(edits: [], days: 400) { tried } }");
        Assert.Equal("BAD_USER_INPUT", wrong.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private static (int Tried, int Differing) Counts(JsonElement test) => (test.GetProperty("tried").GetInt32(), test.GetProperty("differing").GetInt32());

    private static string[] Messages(JsonElement test) => [.. test.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("after").GetProperty("message").GetString() ?? "")];

    private static string[] Writes(JsonElement outcome) =>
        [.. outcome.GetProperty("writes").EnumerateArray().Select(w => $"{w.GetProperty("kind").GetString()} {w.GetProperty("object").GetString()} {w.GetProperty("record").GetString()} {w.GetProperty("values").GetRawText()}")];

    private async Task<string> TraceAsync(string title) =>
        Succeeded(await _world.AskAsync("/graphql", "mutation($t: String) { createTrace(input: { title: $t }) { record { id } } }", new { t = title })).GetProperty("createTrace").GetProperty("record").GetProperty("id").GetString()!;

    private async Task SetTraceAsync(string id, int amount) =>
        Succeeded(await _world.AskAsync("/graphql", "mutation($id: ID!, $i: TraceUpdate!) { updateTrace(id: $id, input: $i) { record { id } } }", new { id, i = new { amount } }));

    private static string Said(JsonElement difference)
    {
        JsonElement before = difference.GetProperty("before"), after = difference.GetProperty("after");
        string place = after.GetProperty("place").GetString() is { } at ? " " + at[..(at.LastIndexOf(':') + 1)] : "";
        string fields = string.Join(", ", difference.GetProperty("fields").EnumerateArray().Select(f => $"{f.GetProperty("name").GetString()}: {f.GetProperty("before")} → {f.GetProperty("after")}"));
        return $"{difference.GetProperty("event").GetString()} {before.GetProperty("outcome").GetString()} → {after.GetProperty("outcome").GetString()} {after.GetProperty("message").GetString()}{place}{fields}";
    }

    // All parts together: how much one holds depends on how busy the machine is.
    private async Task<JsonElement> BackTestAsync(string hook, HookedHost? asking = null)
    {
        List<JsonElement> parts = [];
        for (string? before = null; parts.Count == 0 || before is not null; before = parts[^1].GetProperty("next").GetString()) parts.Add(await PartAsync(hook, before, asking ?? _world));
        int Sum(string count) => parts.Sum(p => p.GetProperty(count).GetInt32());
        return JsonSerializer.SerializeToElement(new
        {
            hooks = parts[0].GetProperty("hooks"),
            leftOut = parts[0].GetProperty("leftOut"),
            tried = Sum("tried"),
            differing = Sum("differing"),
            differences = parts.SelectMany(p => p.GetProperty("differences").EnumerateArray()),
        });
    }

    private async Task<BackTestPortion> RunAsync(BackTestLimits limits, Func<TenantModel, ChangedHook> hook, DateTime before)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        RecordCaller caller = await _world.CallerAsync();
        TenantState state = (await host.Services.GetRequiredService<TenantModels>().GetAsync(caller.TenantId, cancellation))!;
        HookBackTest test = new(host.Services.GetRequiredService<EarlierSaves>(), host.Services.GetRequiredService<HookTransactions>(), host.Services.GetRequiredService<HookCallers>(), limits);
        return await test.RunAsync(state, caller, [hook(state.Model)], DateTime.UtcNow.AddDays(-1), before, 100, cancellation);
    }

    private static async Task<JsonElement> PartAsync(string hook, string? before, HookedHost asking) => Succeeded(await asking.AskAsync(
        "/metadata",
        """
        query($e: [DocumentEdit!]!, $b: String) {
          backTest(edits: $e, before: $b) {
            hooks leftOut { hook reason } tried differing next
            differences { hook event object record at before { ...side } after { ...side } fields { name before after } }
          }
        }
        fragment side on HookOutcome { outcome message place writes { kind object record values } }
        """,
        new { e = new[] { new { put = JsonSerializer.Deserialize<JsonElement>(hook) } }, b = before })).GetProperty("backTest");

    private Task ObjectAsync(string name, string more = "") => _world.PublishAsync(
        $$"""{"kind":"object","name":"{{name}}","label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"amount","label":"Amount","type":"decimal"}{{more}}]}""");

    private async Task<string> CreateAsync(string name, string title) =>
        Succeeded(await _world.AskAsync("/graphql", $"mutation($t: String) {{ create{name}(input: {{ title: $t }}) {{ record {{ id }} }} }}", new { t = title }))
            .GetProperty("create" + name).GetProperty("record").GetProperty("id").GetString()!;

    private async Task UpdateAsync(string name, string id, string title) =>
        Succeeded(await _world.AskAsync("/graphql", $"mutation($id: ID!, $t: String) {{ update{name}(id: $id, input: {{ title: $t }}) {{ record {{ id }} }} }}", new { id, t = title }));

    private async Task<JsonElement> RecordAsync(string name, string id)
    {
        string field = char.ToLowerInvariant(name[0]) + name[1..];
        JsonElement record = Succeeded(await _world.AskAsync("/graphql", $"query($id: ID!) {{ {field}(id: $id) {{ title amount }} }}", new { id })).GetProperty(field);
        return JsonSerializer.SerializeToElement(new { title = record.GetProperty("title").GetString(), amount = record.GetProperty("amount").GetString() is { } text ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : (decimal?)null });
    }

    private static string Hook(string name, string target, string body, params string[] on) =>
        $$"""
        {"kind":"hook","name":"{{name}}","label":"{{name}}","object":"{{target}}","on":{{JsonSerializer.Serialize(on)}},"source":"{{name}}.js","access":[{"object":"Trace","read":true,"write":true}],
         "modules":[{"path":"{{name}}.js","source":{{JsonSerializer.Serialize($"export default async (context) => {{ const {{ records, old, db, error }} = context; {body} }};")}}}]}
        """;
}
