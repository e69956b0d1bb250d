using Npgsql;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Writing.Rollups;

public sealed class RollupTests(RollupWorld world) : IClassFixture<RollupWorld>
{
    private const string Sums = "taskCount openSum mean least hoursSum latest firstName netSum";

    private Task<string> SumsAsync(Guid project) => world.ReadAsync("Project", project, Sums.Split(' '));

    [Fact]
    public async Task A_new_record_starts_at_nought_or_blank()
    {
        Guid project = await world.CreateAsync("Project");
        Assert.Equal("0 0.00 - - 0 - - 0.0000", await SumsAsync(project));
    }

    [Fact]
    public async Task Values_follow_create_update_delete_restore_and_purge()
    {
        Guid project = await world.CreateAsync("Project");
        Guid first = await world.CreateAsync("Chore", ("name", "one"), ("project", project), ("amount", 10.01m), ("hours", TimeSpan.FromHours(2)), ("day", new DateOnly(2026, 1, 1)));
        Guid second = await world.CreateAsync("Chore", ("name", "two"), ("project", project), ("amount", 20.02m), ("done", true), ("day", new DateOnly(2026, 2, 1)));
        await world.CreateAsync("Chore", ("name", "three"), ("project", project), ("hours", TimeSpan.FromMinutes(30)));
        Assert.Equal("3 10.01 15.02 10.01 9000 2026-02-01 one 24.3994", await SumsAsync(project));
        await world.UpdateAsync("Chore", first, ("amount", 0.02m), ("done", true));
        Assert.Equal("3 0.00 10.02 0.02 9000 2026-02-01 one 16.2826", await SumsAsync(project));
        await world.WriteAsync("Chore", MutationKind.Delete, first);
        Assert.Equal("2 0.00 20.02 20.02 1800 2026-02-01 two 16.2663", await SumsAsync(project));
        await world.WriteAsync("Chore", MutationKind.Restore, first);
        Assert.Equal("3 0.00 10.02 0.02 9000 2026-02-01 one 16.2826", await SumsAsync(project));
        await world.WriteAsync("Chore", MutationKind.Purge, second);
        Assert.Equal("2 0.00 0.02 0.02 9000 2026-01-01 one 0.0163", await SumsAsync(project));
        Assert.Empty(await world.WrongAsync());
    }

    [Fact]
    public async Task A_record_that_moves_is_taken_from_one_and_added_to_the_other()
    {
        Guid from = await world.CreateAsync("Project"), to = await world.CreateAsync("Project");
        Guid task = await world.CreateAsync("Chore", ("name", "moving"), ("project", from), ("amount", 7m));
        await world.UpdateAsync("Chore", task, ("project", to), ("amount", 9m));
        Assert.Equal("0 0.00 - - 0 - - 0.0000", await SumsAsync(from));
        Assert.Equal("1 9.00 9.00 9.00 0 - moving 7.3125", await SumsAsync(to));
        await world.UpdateAsync("Chore", task, ("project", null));
        Assert.Equal("0 0.00 - - 0 - - 0.0000", await SumsAsync(to));
    }

    [Fact]
    public async Task Rollups_of_rollups_follow_through_every_level()
    {
        Guid portfolio = await world.CreateAsync("Portfolio");
        Guid project = await world.CreateAsync("Project", ("portfolio", portfolio));
        Guid task = await world.CreateAsync("Chore", ("project", project), ("amount", 101m));
        Guid part = await world.CreateAsync("Part", ("task", task), ("price", 5.5m));
        await world.CreateAsync("Part", ("task", task), ("price", 100m), ("kind", "spare"));
        Assert.Equal("5.5000 1 1.0000", await world.ReadAsync("Portfolio", portfolio, "total", "big", "meanCount"));
        await world.UpdateAsync("Part", part, ("price", 6.5m));
        Assert.Equal("6.5000 1 1.0000", await world.ReadAsync("Portfolio", portfolio, "total", "big", "meanCount"));
        await world.WriteAsync("Chore", MutationKind.Delete, task);
        Assert.Equal("0.0000 0 0.0000", await world.ReadAsync("Portfolio", portfolio, "total", "big", "meanCount"));
        await world.WriteAsync("Project", MutationKind.Delete, project);
        await world.WriteAsync("Chore", MutationKind.Restore, task);
        Assert.Equal("0.0000 0 -", await world.ReadAsync("Portfolio", portfolio, "total", "big", "meanCount"));
        await world.WriteAsync("Project", MutationKind.Restore, project);
        Assert.Equal("6.5000 1 1.0000", await world.ReadAsync("Portfolio", portfolio, "total", "big", "meanCount"));
        Assert.Empty(await world.WrongAsync());
    }

    [Fact]
    public async Task A_change_of_what_a_list_refers_to_is_followed()
    {
        Guid project = await world.CreateAsync("Project"), region = await world.CreateAsync("Region", ("factor", 2m));
        await world.CreateAsync("Chore", ("project", project), ("amount", 8m), ("region", region));
        Assert.Equal("13.000000 0", await world.ReadAsync("Project", project, "weighted", "rushed"));
        await world.UpdateAsync("Region", region, ("factor", 3m));
        await world.UpdateAsync("Project", project, ("rush", true));
        Assert.Equal("19.500000 1", await world.ReadAsync("Project", project, "weighted", "rushed"));
        await world.WriteAsync("Region", MutationKind.Purge, region);
        Assert.Equal("6.500000 1", await world.ReadAsync("Project", project, "weighted", "rushed"));
    }

    [Fact]
    public async Task Many_to_many_lists_count_on_both_sides()
    {
        Guid one = await world.CreateAsync("Person", ("rate", 10m)), two = await world.CreateAsync("Person", ("rate", 5m));
        Guid project = await world.CreateAsync("Project", ("people", Links("set", one, two)));
        await world.CreateAsync("Project", ("people", Links("set", one)));
        Assert.Equal("15.00", await world.ReadAsync("Project", project, "rateSum"));
        Assert.Equal("2", await world.ReadAsync("Person", one, "projectCount"));
        await world.UpdateAsync("Project", project, ("people", Links("remove", one)));
        await world.UpdateAsync("Person", two, ("rate", 6m));
        Assert.Equal("6.00", await world.ReadAsync("Project", project, "rateSum"));
        Assert.Equal("1", await world.ReadAsync("Person", one, "projectCount"));
        await world.WriteAsync("Project", MutationKind.Delete, project);
        Assert.Equal("0", await world.ReadAsync("Person", two, "projectCount"));
        await world.WriteAsync("Person", MutationKind.Delete, two);
        Assert.Equal("0.00", await world.ReadAsync("Project", project, "rateSum"));
        Assert.Empty(await world.WrongAsync());
    }

    [Fact]
    public async Task The_parent_keeps_version_history_and_stamps()
    {
        Guid meter = await world.CreateAsync("Meter");
        string before = await world.ReadAsync("Meter", meter, "version", "updatedAt");
        await world.CreateAsync("Reading", ("meter", meter), ("value", 3));
        Assert.Equal(before, await world.ReadAsync("Meter", meter, "version", "updatedAt"));
        Assert.Equal("3 1", await world.ReadAsync("Meter", meter, "total", "count"));
        RollupWorld.Done(await world.WriteAsync("Meter", MutationKind.Update, ("id", meter), ("input", RollupWorld.Input(("memo", "x"))), ("ifVersion", 1)));
    }

    [Fact]
    public async Task Callers_cannot_write_a_rollup()
    {
        WriteOutcome outcome = await world.WriteAsync("Meter", MutationKind.Create, ("input", RollupWorld.Input(("name", "m"), ("total", 5))));
        Assert.Equal(("total", WriteCodes.FieldForbidden), (outcome.Refusal!.Problems[0].Field, outcome.Refusal.Problems[0].Code));
    }

    [Fact]
    public async Task A_total_that_does_not_fit_refuses_the_write()
    {
        Guid meter = await world.CreateAsync("Meter");
        await world.CreateAsync("Reading", ("meter", meter), ("value", 2_000_000_000));
        WriteOutcome outcome = await world.WriteAsync(
            "Reading", MutationKind.Create, ("input", RollupWorld.Input(("name", "x"), ("meter", meter), ("value", 2_000_000_000))));
        Assert.Equal(WriteCodes.RollupTooLarge, outcome.Refusal!.Problems[0].Code);
        Assert.Equal("2000000000 1", await world.ReadAsync("Meter", meter, "total", "count"));
    }

    [Fact]
    public void A_number_out_of_range_is_told_as_a_total_only_where_totals_were_written()
    {
        PostgresException error = new("", "ERROR", "ERROR", PostgresErrorCodes.NumericValueOutOfRange);
        ObjectModel reading = RollupWorld.Model.Object("Reading");
        Assert.Equal(WriteCodes.RollupTooLarge, DatabaseRefusals.Of(error, reading, writesTotals: true, "en")!.Problems[0].Code);
        Assert.Null(DatabaseRefusals.Of(error, reading, writesTotals: false, "en"));
    }

    [Fact]
    public async Task Sixteen_writers_of_one_parent_lose_nothing()
    {
        Guid meter = await world.CreateAsync("Meter");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            for (int n = 0; n < 20; n++) await world.CreateAsync("Reading", ("meter", meter), ("value", (writer * 20) + n));
        }));
        Assert.Equal($"{Enumerable.Range(0, 320).Sum()} 320", await world.ReadAsync("Meter", meter, "total", "count"));
    }

    [Fact]
    public async Task A_filter_keeps_currencies_apart()
    {
        Guid budget = await world.CreateAsync("Budget", ("limit", 1000m), ("currency", "CNY"));
        Guid foreign = await world.CreateAsync("Cost", ("budget", budget), ("amount", 10m), ("currency", "EUR"));
        await world.CreateAsync("Cost", ("budget", budget), ("amount", 7m), ("currency", "CNY"));
        Assert.Equal("17.00 7.00", await world.ReadAsync("Budget", budget, "spent", "spentHere"));
        await world.UpdateAsync("Cost", foreign, ("currency", "CNY"));
        Assert.Equal("17.00 17.00", await world.ReadAsync("Budget", budget, "spent", "spentHere"));
        await world.UpdateAsync("Budget", budget, ("currency", "EUR"));
        Assert.Equal("17.00 0.00", await world.ReadAsync("Budget", budget, "spent", "spentHere"));
    }

    [Theory]
    [InlineData("Person")]
    [InlineData("Region")]
    public async Task What_changes_while_it_comes_to_be_linked_counts_as_changed(string changed)
    {
        Guid region = await world.CreateAsync("Region", ("factor", 2m)), portfolio = await world.CreateAsync("Portfolio");
        Guid person = await world.CreateAsync("Person", ("rate", 10m), ("region", region));
        await world.CreateAsync("Project", ("portfolio", portfolio), ("people", Links("set", person)));
        Guid late = await world.CreateAsync("Project");

        // The change has made the first project anew, and waits for the portfolio: it has looked for projects before the other one was linked.
        await using NpgsqlConnection holder = await world.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlTransaction held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RollupWorld.LockAsync(holder, "Portfolio", portfolio);
        Task changing = changed == "Person" ? world.UpdateAsync("Person", person, ("rate", 20m)) : world.UpdateAsync("Region", region, ("factor", 0.5m));
        await BlockedStatements.AwaitOneAsync(holder, TestContext.Current.CancellationToken);
        Task linking = world.UpdateAsync("Project", late, ("people", Links("add", person)));
        while (!linking.IsCompleted && await world.WaitingAsync() < 2) { }
        await held.CommitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(changing, linking);
        Assert.Equal(changed == "Person" ? "20.00" : "0.00", await world.ReadAsync("Project", late, "rateSum"));
        Assert.Empty(await world.WrongAsync());
    }

    private static Dictionary<string, object?> Links(string act, params Guid[] ids) =>
        new Dictionary<string, object?> { [act] = ids.Select(i => (object?)i.ToString()).ToArray() };
}
