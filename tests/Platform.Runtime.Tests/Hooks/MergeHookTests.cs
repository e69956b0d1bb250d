using System.Text.Json;
using Platform.Testing;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookedHost;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks before and after merges, through a whole host: what they see of the record that stays and of those that go, and what they may do about it.</summary>
public sealed class MergeHookTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private const string Merge =
        "mutation($keep: ID!, $merge: [ID!]!, $take: DealUpdate, $dry: Boolean! = false) { mergeDeals(keep: $keep, merge: $merge, take: $take, dryRun: $dry) { record { title amount } moved { object count } } }";

    private HookedHost _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await HookedHost.OpenAsync(host);
        await _world.PublishAsync(
            """{"kind":"object","name":"Part","label":"Part","pluralLabel":"Parts","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"deal","label":"Deal","type":"lookup","target":"Deal","inverse":"parts"}]}""");
    }

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Before_a_merge_a_hook_sets_what_the_record_that_stays_takes_over()
    {
        await HooksAsync("kept.amount = merged.reduce((sum, gone) => sum + gone.amount, kept.amount); kept.title = `${old(kept).title}>${kept.title} ${merged.map((m) => m.title)} ${changed(kept, 'title')}`;");
        string keep = await _world.CreateDealAsync("keep", 1), a = await _world.CreateDealAsync("a", 2), b = await _world.CreateDealAsync("b", 3);
        JsonElement record = Succeeded(await MergeAsync(keep, [a, b], new { title = "taken" })).GetProperty("mergeDeals").GetProperty("record");
        Assert.Equal("keep>taken a,b true", record.GetProperty("title").GetString());
        Assert.StartsWith("6", record.GetProperty("amount").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_of_updates_are_asked_once_about_the_record_that_stays()
    {
        await HooksAsync("");
        await _world.HookAsync("counts", ["beforeUpdate"], "for (const r of records) r.amount = (r.amount ?? 0) + 10;");
        string keep = await _world.CreateDealAsync("once", 1), gone = await _world.CreateDealAsync("gone", 2);
        JsonElement record = Succeeded(await MergeAsync(keep, [gone], new { title = "taken" })).GetProperty("mergeDeals").GetProperty("record");
        Assert.StartsWith("11", record.GetProperty("amount").GetString(), StringComparison.Ordinal);
        await _world.RemoveAsync("counts");
    }

    [Fact]
    public async Task What_a_hook_sets_stands_whatever_whoever_merges_may_edit_and_is_given_back_when_the_merge_is_undone()
    {
        await HooksAsync("kept.amount = merged.reduce((sum, gone) => sum + gone.amount, kept.amount);");
        await _world.PublishAsync(
            """{"kind":"role","name":"merger","label":"Merger","objects":[{"object":"Deal","read":"all","edit":"all","delete":"all","fields":[{"field":"amount","read":true,"edit":false}]},{"object":"Part","read":"all","edit":"all"}]}""");
        using HookedHost merger = await _world.OfMemberAsync("merger@example.com", "merger");
        string keep = await _world.CreateDealAsync("keep", 1), gone = await _world.CreateDealAsync("gone", 2);
        JsonElement merged = Succeeded(await merger.AskAsync(
            "/graphql", "mutation($k: ID!, $m: [ID!]!) { mergeDeals(keep: $k, merge: $m, take: { title: \"taken\" }) { merge record { title amount } } }", new { k = keep, m = new[] { gone } })).GetProperty("mergeDeals");
        Assert.StartsWith("3", merged.GetProperty("record").GetProperty("amount").GetString(), StringComparison.Ordinal);
        JsonElement undone = Succeeded(await merger.AskAsync("/graphql", "mutation($m: ID!) { unmergeDeals(merge: $m) { record { title amount } } }", new { m = merged.GetProperty("merge").GetString() }));
        JsonElement record = undone.GetProperty("unmergeDeals").GetProperty("record");
        Assert.Equal("keep", record.GetProperty("title").GetString());
        Assert.StartsWith("1", record.GetProperty("amount").GetString(), StringComparison.Ordinal);
        JsonElement given = await merger.AskAsync("/graphql", "mutation($k: ID!, $m: [ID!]!) { mergeDeals(keep: $k, merge: $m, take: { amount: 7 }) { merge } }", new { k = keep, m = new[] { gone } });
        Assert.True(given.TryGetProperty("errors", out _));
    }

    [Theory]
    [InlineData("error(kept, 'title', 'Not this one.');", "")]
    [InlineData("", "error(kept, 'title', 'Not this one.');")]
    public async Task A_hook_that_objects_leaves_everything_as_it_was(string before, string after)
    {
        await HooksAsync("await db.create('Trace', { title: 'objected' }); " + before, after);
        string keep = await _world.CreateDealAsync("keep"), gone = await _world.CreateDealAsync("gone");
        JsonElement problem = (await MergeAsync(keep, [gone], new { title = "taken" })).GetProperty("errors")[0].GetProperty("extensions").GetProperty("problems")[0];
        Assert.Equal(("title", "HOOK_REFUSED", "Not this one."), (problem.GetProperty("field").GetString(), problem.GetProperty("code").GetString(), problem.GetProperty("message").GetString()));
        Assert.Equal(("keep", "gone"), (await TitleAsync(keep), await TitleAsync(gone)));
        Assert.Empty(await _world.TracesAsync("objected"));
    }

    [Fact]
    public async Task After_a_merge_a_hook_sees_what_moved_and_writes_in_its_transaction()
    {
        await HooksAsync("", "await db.update('Deal', kept.id, { title: `${old(kept).title}>${kept.title} ${merged.length} ${JSON.stringify(moved)}` });");
        string keep = await _world.CreateDealAsync("keep"), gone = await _world.CreateDealAsync("moved away");
        Succeeded(await _world.AskAsync("/graphql", "mutation($d: ID!) { createPart(input: { title: \"p\", deal: $d }) { record { id } } }", new { d = gone }));
        Succeeded(await MergeAsync(keep, [gone], new { title = "tried" }, dry: true));
        Assert.Equal("keep", await TitleAsync(keep));
        Succeeded(await MergeAsync(keep, [gone], new { title = "taken" }));
        Assert.Equal("keep>taken 1 {\"Part\":1}", await TitleAsync(keep));
    }

    [Theory]
    [InlineData("await db.update('Deal', merged[0].id, { title: 'x' });", "", "about to be written")]
    [InlineData("await db.update('Deal', kept.id, { title: 'x' });", "", "about to be written")]
    [InlineData("merged[0].title = 'x';", "", "read only")]
    [InlineData("", "kept.title = 'x';", "use db.update")]
    [InlineData("", "for (;;);", "longer than")]
    public async Task What_a_hook_of_a_merge_cannot_do_is_told_and_undoes_the_merge(string before, string after, string message)
    {
        await HooksAsync(before, after);
        string keep = await _world.CreateDealAsync("keep"), gone = await _world.CreateDealAsync("stays");
        JsonElement error = (await MergeAsync(keep, [gone], null)).GetProperty("errors")[0];
        Assert.Equal("HOOK_FAILED", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("stays", await TitleAsync(gone));
    }

    private async Task HooksAsync(string before, string after = "")
    {
        const string Names = "'use strict'; const { merged, moved, error } = context; const [kept] = records; ";
        await _world.HookAsync("before", ["beforeMerge"], Names + before);
        await _world.HookAsync("after", ["afterMerge"], Names + after);
    }

    private Task<JsonElement> MergeAsync(string keep, string[] merge, object? take, bool dry = false) => _world.AskAsync("/graphql", Merge, new { keep, merge, take, dry });

    private async Task<string?> TitleAsync(string id) =>
        Succeeded(await _world.AskAsync("/graphql", "query($id: ID!) { deal(id: $id) { title } }", new { id })).GetProperty("deal").GetProperty("title").GetString();
}
