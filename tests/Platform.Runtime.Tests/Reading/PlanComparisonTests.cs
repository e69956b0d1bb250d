using Platform.GraphQL.Lowering;
using Platform.Runtime.Reading;
using Platform.Sql;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>A statement is planned once when the plan for its values is the plan for any.</summary>
public sealed class PlanComparisonTests(ReadingFixture data) : IClassFixture<ReadingFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await data.ExecuteAsync(
        """
        create table skewed (id integer primary key, kind text not null, team integer[]);
        insert into skewed select i, case when i = 1 then 'rare' else 'usual' end from generate_series(1, 20000) i;
        create index on skewed (kind);
        analyze skewed
        """);

    public async ValueTask DisposeAsync() => await data.ExecuteAsync("drop table skewed");

    [Fact]
    public async Task A_look_up_by_id_has_one_plan_for_all_values() =>
        Assert.True(await AreSameAsync("select kind from skewed where id = $1 and (team is null or id = any($2))", (SqlType.Integer, 7), (SqlType.Integer.Array, new[] { 1, 2 })));

    [Fact]
    public async Task A_statement_without_values_has_one_plan() => Assert.True(await AreSameAsync("select count(*) from skewed"));

    [Fact]
    public async Task A_value_that_few_rows_have_has_a_plan_of_its_own() =>
        Assert.False(await AreSameAsync("select id from skewed where kind = $1 order by id limit 10", (SqlType.Text, "rare")));

    [Fact]
    public async Task The_statement_is_not_run()
    {
        Assert.True(await AreSameAsync("delete from skewed where id = $1", (SqlType.Integer, 7)));
        Assert.Equal(20_000L, await data.Source.CreateCommand("select count(*) from skewed").ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Plans_are_compared_after_some_runs_and_then_ever_more_seldom_until_they_differ()
    {
        PlanStability stability = new();
        int[] looks = [.. Enumerable.Range(1, 100).Where(_ => stability.Count())];
        Assert.Equal([6, 12, 24, 48, 96], looks);
        Assert.False(stability.PlansOnce);
        stability.Note(isSame: true);
        Assert.True(stability.PlansOnce);
        stability.Note(isSame: false);
        stability.Note(isSame: true);
        Assert.False(stability.PlansOnce);
        Assert.DoesNotContain(true, Enumerable.Range(0, 1000).Select(_ => stability.Count()));
    }

    [Fact]
    public async Task A_statement_for_several_that_takes_the_steps_of_the_one_is_told_from_one_that_does_not()
    {
        BoundStatement one = new("select (select kind from skewed where id = $1)", [(SqlType.Integer, 7)]);
        Assert.True(await TakesSameStepsAsync("select n, (select kind from skewed where id = v) from unnest($1) with ordinality as e(v, n)"));
        Assert.True(await TakesSameStepsAsync("select e.n, a.k from unnest($1) with ordinality as e(v, n) cross join lateral (select (select kind from skewed where id = e.v) as k) as a"));
        Assert.False(await TakesSameStepsAsync("select n, (select max(kind) from skewed where id > v) from unnest($1) with ordinality as e(v, n)"));
        Assert.False(await TakesSameStepsAsync("select n, (select kind from skewed where id = v) || (select kind from skewed where id = v) from unnest($1) with ordinality as e(v, n)"));
        Assert.False(await TakesSameStepsAsync("select e.n, s.kind from unnest($1) with ordinality as e(v, n) join skewed s on s.id + 0 = e.v"));

        Task<bool> TakesSameStepsAsync(string several) =>
            new PlanComparison(data.Connections.PlannedOnce)
                .TakesSameStepsAsync(one, new BoundStatement(several, [(SqlType.Integer.Array, null)]), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_is_found_of_several_counts_while_the_one_is_planned_once()
    {
        PlanStability stability = new();
        Assert.False(stability.IsSharedAlike);
        stability.NoteShared(isAlike: true);
        Assert.False(stability.IsSharedAlike);
        stability.Note(isSame: true);
        Assert.True(stability.IsSharedAlike);
        stability.NoteShared(isAlike: false);
        Assert.False(stability.IsSharedAlike);
        stability.NoteShared(isAlike: true);
        stability.Note(isSame: false);
        Assert.False(stability.IsSharedAlike);
    }

    private Task<bool> AreSameAsync(string text, params (SqlType, object?)[] values) =>
        new PlanComparison(data.Connections.PlannedOnce).AreSameAsync(new BoundStatement(text, values), TestContext.Current.CancellationToken);
}
