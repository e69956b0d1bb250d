using Platform.Metadata.Documents;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Writing;
using Platform.Scripting.Running;
using Xunit;
using static Platform.Runtime.Tests.Hooks.HookWorld;

namespace Platform.Runtime.Tests.Hooks;

/// <summary>Hooks before and after writes: what they see, what they may do, and what happens when they fail.</summary>
public sealed class HookTests(HookWorld world) : IClassFixture<HookWorld>
{
    [Fact]
    public async Task A_before_hook_sets_fields_that_are_written_along()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeInsert], "export default ({ records }: any) => { for (const r of records) { r.name = r.name.toUpperCase(); r.rating = 4; } };"));
        Guid id = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "small"));
        Assert.Equal(("SMALL", 4), (await hooked.ReadAsync("Account", id, "name"), await hooked.ReadAsync("Account", id, "rating")));
        Assert.Equal(1, await hooked.ReadAsync("Account", id, "version"));
    }

    [Fact]
    public async Task A_before_hook_sees_whole_records_and_what_changes()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeUpdate],
            "export default ({ records, old, changed }: any) => { for (const r of records) if (changed(r, 'rating') && !changed(r, 'name')) r.name = `${old(r).name} ${old(r).rating}>${r.rating}`; };"));
        Guid id = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "A"), ("rating", 1));
        await hooked.UpdateAsync(hooked.Admin, "Account", id, ("rating", 2));
        Assert.Equal("A 1>2", await hooked.ReadAsync("Account", id, "name"));
        await hooked.UpdateAsync(hooked.Admin, "Account", id, ("rating", 3), ("name", "B"));
        Assert.Equal("B", await hooked.ReadAsync("Account", id, "name"));
    }

    [Fact]
    public async Task The_handler_gets_the_whole_batch_and_refuses_single_records()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeInsert],
            "export default ({ records, error, t }: any) => { for (const r of records) { r.rating = records.length; if (r.name === 'bad') error(r, 'name', t('refused', { what: r.name })); } };"));
        WriteOutcome outcome = await hooked.CreateManyAsync(
            hooked.Admin with { Language = "zh-CN" }, "Account", false, WritingWorld.Input(("name", "good")), WritingWorld.Input(("name", "bad")), WritingWorld.Input(("name", "fine")));
        WriteFailure failure = Assert.Single(outcome.Failures);
        WriteProblem problem = Assert.Single(failure.Refusal.Problems);
        Assert.Equal((1, "name", "HOOK_REFUSED", "不可以bad。"), (failure.Index, problem.Field, problem.Code, problem.Message));
        Assert.Equal(3, await hooked.ReadAsync("Account", Guid.Parse(outcome.Records[2]!), "rating"));
    }

    [Fact]
    public async Task What_a_hook_sets_is_validated_like_any_input()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeInsert], "export default ({ records: [r] }: any) => { r.rating = 9; };"));
        WriteOutcome outcome = await hooked.CreateAsync(hooked.Admin, "Account", ("name", "A"));
        Assert.Equal("rating", Assert.Single(outcome.Refusal!.Problems).Field);
    }

    [Theory]
    [InlineData("nothing", "r.nothing = 1")]
    [InlineData("secret", "r.secret = 'x'")]
    [InlineData("version", "r.version = 7")]
    [InlineData("createdAt", "r.createdAt = new Date()")]
    public async Task A_field_that_hooks_cannot_set_is_told(string field, string statement)
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeInsert], $"export default ({{ records: [r] }}: any) => {{ {statement}; }};"));
        WriteOutcome outcome = await hooked.CreateAsync(hooked.Admin, "Account", ("name", "A"));
        Assert.Equal((ScriptCodes.ResultInvalid, "HOOK_FAILED"), (Assert.Single(outcome.Refusal!.Problems).Code, outcome.Refusal.Code));
        Assert.Contains($"\"{field}\"", outcome.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_run_in_their_order_each_on_what_the_one_before_left()
    {
        HookedWorld hooked = world.With(
            Hook("Account", [HookEvent.BeforeInsert], "export default ({ records: [r] }: any) => { r.name += ' second'; };", name: "a", order: 20),
            Hook("Account", [HookEvent.BeforeInsert], "export default ({ records: [r] }: any) => { r.name += ' first'; };", name: "b", order: 10));
        Guid id = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "A"));
        Assert.Equal("A first second", await hooked.ReadAsync("Account", id, "name"));
    }

    [Fact]
    public async Task A_hook_that_throws_undoes_the_write_and_names_the_line()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.AfterInsert], "export default ({ records }: any) => {\n  records[0].nothing.at();\n};"));
        WriteOutcome outcome = await hooked.CreateAsync(hooked.Admin, "Account", ("name", "Undone"));
        Assert.Equal(("HOOK_FAILED", "“Test hook” failed: Cannot read properties of undefined (reading 'at') (hook.ts:2:22)"), (outcome.Refusal!.Code, outcome.Refusal.Message));
        Assert.Equal(0, await hooked.CountAsync("Account", "Undone"));
    }

    [Fact]
    public async Task A_hook_that_never_ends_is_cut_and_the_write_undone()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.AfterInsert], "export default () => { for (;;); };"));
        WriteOutcome outcome = await hooked.CreateAsync(hooked.Admin with { TenantId = Guid.NewGuid() }, "Account", ("name", "Endless"));
        Assert.Equal(ScriptCodes.CpuTime, Assert.Single(outcome.Refusal!.Problems).Code);
        Assert.Equal(0, await hooked.CountAsync("Account", "Endless"));
    }

    [Fact]
    public async Task Fields_that_the_user_may_not_see_are_there_for_the_system_alone()
    {
        const string Source = "export default ({ records: [r] }: any) => { r.name = String(r.rating); };";
        HookedWorld asUser = world.With(Hook("Account", [HookEvent.BeforeUpdate], Source)), asSystem = world.With(Hook("Account", [HookEvent.BeforeUpdate], Source, HookIdentity.System));
        Guid id = await asUser.MakeAsync(asUser.Admin, "Account", ("name", "A"), ("rating", 5), ("owner", world.Records.Ann.UserId.ToString()));
        RecordCaller blind = asUser.Ann with { Permissions = Hiding(asUser.Ann, "rating") };
        await asUser.UpdateAsync(blind, "Account", id, ("stage", null));
        Assert.Equal("undefined", await asUser.ReadAsync("Account", id, "name"));
        await asSystem.UpdateAsync(blind with { Model = asSystem.Ann.Model }, "Account", id, ("stage", "open"));
        Assert.Equal("5", await asUser.ReadAsync("Account", id, "name"));
    }

    [Fact]
    public async Task Deletion_and_restoration_have_hooks_that_may_object()
    {
        HookedWorld hooked = world.With(
            Hook("Account", [HookEvent.BeforeDelete, HookEvent.BeforeRestore], "export default ({ records, event, error }: any) => { for (const r of records) if (r.name.includes(event)) error(r, 'Kept.'); };"));
        Guid kept = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "no beforeDelete")), gone = await hooked.MakeAsync(hooked.Admin, "Account", ("name", "no beforeRestore"));
        Assert.Equal("Kept.", (await hooked.DeleteAsync(hooked.Admin, "Account", kept)).Refusal!.Message);
        Assert.Equal(1, (await hooked.DeleteAsync(hooked.Admin, "Account", gone)).Affected);
        Assert.Equal("Kept.", (await hooked.RestoreAsync(hooked.Admin, "Account", gone)).Refusal!.Message);
    }

    [Fact]
    public async Task A_number_with_traces_of_arithmetic_is_rounded_to_the_scale_of_its_field()
    {
        HookedWorld hooked = world.With(Hook("Sample", [HookEvent.BeforeInsert], "export default ({ records: [r] }: any) => { r.money = r.decimal * 3; r.percent = r.decimal + 0.2; };"));
        Guid id = await hooked.MakeAsync(hooked.Admin, "Sample", ("decimal", "0.1"));
        Assert.Equal((0.3m, 0.3m), (await hooked.ReadAsync("Sample", id, "money"), await hooked.ReadAsync("Sample", id, "percent")));
    }

    [Fact]
    public async Task A_hook_that_is_not_active_does_not_run()
    {
        HookedWorld hooked = world.With(Hook("Account", [HookEvent.BeforeInsert], "export default () => { throw 1; };") with { Active = false });
        await hooked.MakeAsync(hooked.Admin, "Account", ("name", "A"));
    }

    private static Platform.Metadata.Permissions.PermissionSet Hiding(RecordCaller caller, string field)
    {
        var own = caller.Permissions.For("Account");
        return new(
            "blind", [], caller.Model.Objects.ToDictionary(
                o => o.Name, o => o.Name == "Account" ? own with { HiddenFields = System.Collections.Frozen.FrozenSet.Create(field) } : caller.Permissions.For(o.Name)));
    }
}
