using Platform.Metadata.Documents;
using Platform.Runtime.Records;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookWorld;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks before and after merges: what they see of the record that stays and of those that go, and what they may do about it.</summary>
public sealed class MergeHookTests(HookWorld world) : IClassFixture<HookWorld>
{
    [Fact]
    public async Task Before_a_merge_a_hook_sets_what_the_record_that_stays_takes_over()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeMerge],
            "export default ({ records: [kept], merged, old, changed }: any) => { kept.rating = merged.reduce((sum: number, gone: any) => sum + gone.rating, 0); kept.name = `${old(kept).name}>${kept.name} ${merged.map((m: any) => m.name)} ${changed(kept, 'name')}`; };"));
        (Guid keep, Guid a, Guid b) = (await MakeAsync(hooked, "keep", 1), await MakeAsync(hooked, "a", 2), await MakeAsync(hooked, "b", 3));
        WriteOutcome outcome = await hooked.MergeAsync(hooked.Admin, "Account", keep, [a, b], take: [("name", "taken")]);
        Assert.Null(outcome.Refusal);
        Assert.Equal(("keep>taken a,b true", 5), (await hooked.ReadAsync("Account", keep, "name"), await hooked.ReadAsync("Account", keep, "rating")));
    }

    [Fact]
    public async Task A_hook_that_objects_leaves_everything_as_it_was()
    {
        HookedWorld hooked = world.With(
            Hook("Account", [HookEvent.BeforeMerge], "export default ({ records: [kept], error, event }: any) => { if (kept.name.startsWith(event)) error(kept, 'name', 'Not this one.'); };", name: "before"),
            Hook("Account", [HookEvent.AfterMerge], "export default ({ records: [kept], error, event }: any) => { if (kept.name.startsWith(event)) error(kept, 'name', 'Not that one.'); };", name: "after"));
        foreach ((string name, string message) in new[] { ("beforeMerge", "Not this one."), ("afterMerge", "Not that one.") })
        {
            (Guid keep, Guid gone) = (await MakeAsync(hooked, name, 1), await MakeAsync(hooked, "gone " + name, 2));
            WriteProblem problem = Assert.Single((await hooked.MergeAsync(hooked.Admin, "Account", keep, [gone])).Refusal!.Problems);
            Assert.Equal(("name", "HOOK_REFUSED", message), (problem.Field, problem.Code, problem.Message));
            Assert.Equal(1, await hooked.CountAsync("Account", "gone " + name));
        }
    }

    [Fact]
    public async Task After_a_merge_a_hook_sees_what_moved_and_writes_in_its_transaction()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.AfterMerge],
            "export default async ({ records: [kept], merged, moved, old, db }: any) => { await db.update('Account', kept.id, { name: `${old(kept).name}>${kept.name} ${merged.length} ${JSON.stringify(moved)}` }); };",
            access: new HookAccess("Account", true, true)));
        (Guid keep, Guid gone) = (await MakeAsync(hooked, "keep", 1), await MakeAsync(hooked, "moved away", 2));
        await hooked.MakeAsync(hooked.Admin, "Contact", ("name", "c"), ("account", gone.ToString()));
        Assert.Null((await hooked.MergeAsync(hooked.Admin, "Account", keep, [gone], dryRun: true, take: [("name", "tried")])).Refusal);
        Assert.Equal("keep", await hooked.ReadAsync("Account", keep, "name"));
        Assert.Null((await hooked.MergeAsync(hooked.Admin, "Account", keep, [gone], take: [("name", "taken")])).Refusal);
        Assert.Equal("keep>taken 1 {\"Contact\":1}", await hooked.ReadAsync("Account", keep, "name"));
    }

    [Theory]
    [InlineData(HookEvent.BeforeMerge, "await db.update('Account', merged[0].id, { name: 'x' })", "about to be written")]
    [InlineData(HookEvent.BeforeMerge, "merged[0].name = 'x'", "read only")]
    [InlineData(HookEvent.AfterMerge, "records[0].name = 'x'", "use db.update")]
    [InlineData(HookEvent.AfterMerge, "for (;;)", "longer than")]
    public async Task What_a_hook_of_a_merge_cannot_do_is_told_and_undoes_the_merge(HookEvent happening, string statement, string message)
    {
        HookedWorld hooked = world.With(
            Hook("Account", [happening], $"export default async ({{ records, merged, db }}: any) => {{ 'use strict'; {statement}; }};", access: new HookAccess("Account", true, true)));
        string name = $"{happening} {statement}";
        (Guid keep, Guid gone) = (await MakeAsync(hooked, "keep", 1), await MakeAsync(hooked, name, 2));
        WriteOutcome outcome = await hooked.MergeAsync(hooked.Admin with { TenantId = Guid.NewGuid() }, "Account", keep, [gone]);
        Assert.Equal("HOOK_FAILED", outcome.Refusal!.Code);
        Assert.Contains(message, outcome.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await hooked.CountAsync("Account", name));
    }

    private static Task<Guid> MakeAsync(HookedWorld hooked, string name, int rating) => hooked.MakeAsync(hooked.Admin, "Account", ("name", name), ("rating", rating));
}
