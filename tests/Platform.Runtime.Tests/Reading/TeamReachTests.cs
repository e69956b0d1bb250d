using System.Text.Json;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Schema;
using Platform.Runtime.Reading;
using Platform.Sql;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>The scope "team" means the same whether a statement finds the owners itself or a request brings them; what is kept of them does not outlive a change.</summary>
public sealed class TeamReachTests(ReadingFixture database) : IClassFixture<ReadingFixture>, IAsyncLifetime
{
    private static readonly Guid Ann = SampleRecords.Ann, Bob = SampleRecords.Bob, Cat = SampleRecords.Cat;

    public async ValueTask InitializeAsync() => await SampleRecords.LoadAsync(database);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("{ accounts(orderBy: [{name: ASC}]) { totalCount nodes { name owner { name } contacts { totalCount } deals(orderBy: [{name: ASC}]) { nodes { name } } _access { canEdit } } } }")]
    [InlineData("{ accounts(filter: {owner: {id: {eq: \"00000000-0000-7000-8000-00000000000b\"}}}) { totalCount nodes { name } } }")]
    [InlineData("{ accounts(filter: {owner: {id: {eq: \"00000000-0000-7000-8000-00000000000c\"}}}) { totalCount nodes { name } } }")]
    [InlineData("{ accountsGroup(by: [{field: industry}]) { key { industry } count sum { employees } } }")]
    [InlineData("{ accountsGroup(by: [], filter: {owner: {id: {eq: \"00000000-0000-7000-8000-00000000000c\"}}}) { count } }")]
    [InlineData("{ deals(filter: {account: {name: {startsWith: \"account\"}}}, orderBy: [{account: {name: DESC}}]) { nodes { name account { name } } } }")]
    [InlineData("{ mine: account(id: \"00000000-0000-7000-8000-00000000001b\") { name } theirs: account(id: \"00000000-0000-7000-8000-00000000001c\") { name } }")]
    [InlineData("{ account(id: \"00000000-0000-7000-8000-00000000001b\") { name owner { name } } }")]
    [InlineData("{ account(id: \"00000000-0000-7000-8000-00000000001c\") { name owner { name } } }")]
    [InlineData("{ account(id: \"00000000-0000-7000-8000-0000000000ff\") { name } }")]
    public async Task Owners_that_the_request_brings_give_what_the_statement_finds(string query)
    {
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.account set owner_id = null where name = 'account 2'");
        await database.InsertAsync("account", null, "owner_id, name, employees", Bob, "account 4", 40);
        string computed = (await database.QueryAsync("teammate", Ann, query)).GetRawText();
        Guid[] many = [.. Enumerable.Range(0, RowAccess.ManyOwners).Select(n => Unused(n)), Ann, Bob];
        Array.Sort(many);
        Assert.Equal(ReachForm.Many, RowAccess.FormOf(many.Length));
        Assert.Equal(computed, (await database.QueryAsync("teammate", Ann, query, reach: [Ann, Bob])).GetRawText());
        Assert.Equal(computed, (await database.QueryAsync("teammate", Ann, query, reach: many)).GetRawText());
    }

    [Theory]
    [InlineData("{ accounts(filter: {owner: {id: {eq: \"00000000-0000-7000-8000-00000000000b\"}}}) { totalCount nodes { name } } }", false)]
    [InlineData("{ accountsGroup(by: [], filter: {owner: {id: {eq: \"00000000-0000-7000-8000-00000000000b\"}}}) { count } }", false)]
    [InlineData("{ account(id: \"00000000-0000-7000-8000-00000000001b\") { name } }", false)]
    [InlineData("{ accounts { totalCount } }", true)]
    public void Owners_stay_at_home_where_one_owner_decides(string query, bool travel)
    {
        var plan = ReadingFixture.Plan("teammate", query).Plan!;
        RecordsSchema schema = ReadingFixture.Schema("teammate");
        LoweredStatement statement = LoweredRecord.Of(plan, schema, ReadingFixture.Tenant, ReachForm.Many)?.Statement
            ?? LoweredStatement.OfQuery(plan, schema, ReadingFixture.Tenant, ReachForm.Many);
        Assert.Equal(travel, statement.ParameterTypes.Contains(SqlType.Uuid.Array));
    }

    [Fact]
    public async Task Whoever_leads_a_team_reaches_its_members_and_they_do_not_reach_the_lead()
    {
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.team set lead_id = $1", Cat);
        TeamReach reach = new(database.Source, TimeProvider.System);
        ValueTask<Guid[]> Of(Guid user) => reach.OfAsync(ReadingFixture.Tenant, ReadingFixture.Model, user, TestContext.Current.CancellationToken);
        Assert.Equal([Ann, Bob, Cat], await Of(Cat));
        Assert.Equal([Ann, Bob], await Of(Ann));
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.team set deleted_at = now()");
        Assert.Equal([Cat], await Of(Cat));
    }

    [Fact]
    public async Task Nobody_is_reached_without_owners()
    {
        JsonElement data = await database.QueryAsync("teammate", Ann, "{ accounts { totalCount } }", reach: []);
        Assert.Equal(0, data.GetProperty("accounts").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Owners_are_kept_while_changes_are_announced_and_read_anew_after_one()
    {
        TeamReach reach = new(database.Source, TimeProvider.System);
        ValueTask<Guid[]> Now() => reach.OfAsync(ReadingFixture.Tenant, ReadingFixture.Model, Ann, TestContext.Current.CancellationToken);
        reach.ListeningBegan();
        Assert.Equal([Ann, Bob], await Now());
        await database.ExecuteAsync($"insert into {ReadingFixture.Tenant}.team__members select id, $1 from {ReadingFixture.Tenant}.team", Cat);
        Assert.Equal([Ann, Bob], await Now());
        reach.Received("t_other");
        Assert.Equal([Ann, Bob], await Now());
        reach.Received(ReadingFixture.Tenant);
        Assert.Equal([Ann, Bob, Cat], await Now());
    }

    [Fact]
    public async Task Nothing_is_kept_while_changes_are_not_announced()
    {
        TeamReach reach = new(database.Source, TimeProvider.System);
        reach.ListeningBegan();
        ValueTask<Guid[]> Now() => reach.OfAsync(ReadingFixture.Tenant, ReadingFixture.Model, Ann, TestContext.Current.CancellationToken);
        Assert.Equal([Ann, Bob], await Now());
        reach.ListeningEnded();
        await database.ExecuteAsync($"update {ReadingFixture.Tenant}.team set deleted_at = now()");
        Assert.Equal([Ann], await Now());
    }

    private static Guid Unused(int n) => Guid.Parse($"{(n % 2 == 0 ? "00000000" : "f0000000")}-0000-7000-9000-0000000000{n:x2}");
}
