using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Writing.Rollups;

/// <summary>Rules over rollups are asked when a record of the list is written.</summary>
public sealed class ParentRuleTests(RollupWorld world) : IClassFixture<RollupWorld>
{
    private Task<Guid> BudgetAsync(decimal limit) => world.CreateAsync("Budget", ("limit", limit));

    private Task<Guid> CostAsync(Guid budget, decimal amount) => world.CreateAsync("Cost", ("budget", budget), ("amount", amount));

    private Task<WriteOutcome> TryAsync(Guid budget, decimal amount) =>
        world.WriteAsync("Cost", MutationKind.Create, ("input", RollupWorld.Input(("name", "c"), ("budget", budget), ("amount", amount))));

    private static object?[] Costs(Guid budget, params decimal[] amounts) =>
        [.. amounts.Select(a => (object?)RollupWorld.Input(("name", "c"), ("budget", budget), ("amount", a)))];

    [Fact]
    public async Task A_record_by_which_its_parent_breaks_a_rule_is_refused_in_the_words_of_the_rule()
    {
        Guid budget = await BudgetAsync(100m);
        await CostAsync(budget, 60m);
        WriteOutcome outcome = await world.Writer.WriteAsync(
            new Platform.GraphQL.Planning.PlannedMutation
            {
                ResponseName = "m",
                Object = RollupWorld.Model.Object("Cost"),
                Kind = MutationKind.Create,
                Arguments = new Dictionary<string, object?> { ["input"] = RollupWorld.Input(("name", "c"), ("budget", budget), ("amount", 40.01m)) },
                SelectsRecords = false,
            },
            world.Admin with { Language = "zh-CN" }, null, TestContext.Current.CancellationToken);
        Assert.Equal((GraphQLErrorCode.ValidationFailed, "预算已用完。"), (outcome.Refusal!.Code, outcome.Refusal.Message));
        Assert.Equal(new WriteProblem("Budget", budget, null, null, WriteCodes.RuleBroken, "预算已用完。"), Assert.Single(outcome.Refusal.Problems));
        Assert.Equal("60.00", await world.ReadAsync("Budget", budget, "spent"));
        Assert.Null((await TryAsync(budget, 40m)).Refusal);
    }

    [Fact]
    public async Task Every_way_to_change_the_rollup_is_asked()
    {
        Guid budget = await BudgetAsync(100m), other = await BudgetAsync(1000m);
        Guid first = await CostAsync(budget, 60m), second = await CostAsync(budget, 40m), moved = await CostAsync(other, 70m);
        Refused(await world.WriteAsync("Cost", MutationKind.Update, ("id", first), ("input", RollupWorld.Input(("amount", 61m)))));
        Refused(await world.WriteAsync("Cost", MutationKind.Update, ("id", moved), ("input", RollupWorld.Input(("budget", budget)))));
        await world.WriteAsync("Cost", MutationKind.Delete, second);
        await CostAsync(budget, 30m);
        Refused(await world.WriteAsync("Cost", MutationKind.Restore, [("id", second)]));
        Assert.Equal("90.00", await world.ReadAsync("Budget", budget, "spent"));
        // What does not change the rollup is not asked, and neither is a parent in the recycle bin.
        await world.UpdateAsync("Cost", first, ("name", "renamed"));
        await world.WriteAsync("Budget", MutationKind.Delete, budget);
        await world.UpdateAsync("Cost", first, ("amount", 500m));
    }

    [Fact]
    public async Task Rules_tell_the_rollup_before_from_the_rollup_after()
    {
        Guid budget = await BudgetAsync(100m);
        Guid cost = await CostAsync(budget, 10m);
        await world.UpdateAsync("Budget", budget, ("closed", true));
        WriteOutcome outcome = await world.WriteAsync("Cost", MutationKind.Update, ("id", cost), ("input", RollupWorld.Input(("amount", 9m))));
        Assert.Equal("The budget is closed.", outcome.Refusal!.Message);
        await world.UpdateAsync("Cost", cost, ("name", "renamed"), ("amount", 10m));
    }

    [Fact]
    public async Task Of_many_inputs_those_stand_that_the_parent_has_room_for()
    {
        Guid budget = await BudgetAsync(100m);
        Refused(await world.WriteAsync("Cost", MutationKind.CreateMany, [("inputs", Costs(budget, 40m, 40m, 40m))]));
        Assert.Equal("0.00", await world.ReadAsync("Budget", budget, "spent"));
        WriteOutcome some = await world.WriteAsync("Cost", MutationKind.CreateMany, ("inputs", Costs(budget, 40m, 70m, 60m)), ("allOrNone", false));
        Assert.Null(some.Refusal);
        WriteFailure failure = Assert.Single(some.Failures);
        Assert.Equal((1, WriteCodes.RuleBroken), (failure.Index, failure.Refusal.Problems[0].Code));
        Assert.Equal("100.00", await world.ReadAsync("Budget", budget, "spent"));
    }

    [Fact]
    public async Task Of_writers_at_once_the_later_ones_see_what_the_earlier_ones_took()
    {
        Guid budget = await BudgetAsync(100m);
        WriteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryAsync(budget, 30m))));
        Assert.Equal(3, outcomes.Count(o => o.Refusal is null));
        Assert.All(outcomes.Where(o => o.Refusal is not null), o => Assert.Equal(WriteCodes.RuleBroken, o.Refusal!.Problems[0].Code));
        Assert.Equal("90.00", await world.ReadAsync("Budget", budget, "spent"));
    }

    private static void Refused(WriteOutcome outcome) => Assert.Equal(WriteCodes.RuleBroken, outcome.Refusal?.Problems[0].Code);
}
