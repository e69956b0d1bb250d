using Platform.GraphQL;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Xunit;

namespace Platform.Runtime.Tests.Writing.Rollups;

/// <summary>Random writes of every kind by several writers at once: afterwards every rollup is what its list gives.</summary>
public sealed class RollupHistoryTests(RollupWorld world) : IClassFixture<RollupWorld>
{
    private const int Writers = 6;
    private const int Writes = 60;
    private readonly Dictionary<string, Guid[]> _known = [];
    private int _written;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rollups_are_what_their_lists_give_after_any_history(int seed)
    {
        Random seeds = new(seed);
        foreach ((string target, int count) in new[] { ("Region", 2), ("Portfolio", 2), ("Person", 4), ("Project", 4), ("Chore", 12), ("Part", 12), ("Note", 4) })
        {
            Random random = new(seeds.Next());
            List<Guid> made = [];
            for (int i = 0; i < count; i++) made.Add(await world.CreateAsync(target, [.. Fields(random, target)]));
            _known[target] = [.. made];
        }

        int[] each = [.. Enumerable.Range(0, Writers).Select(_ => seeds.Next())];
        await Task.WhenAll(each.Select(s => Task.Run(() => HistoryAsync(new Random(s)))));
        Assert.Empty(await world.WrongAsync());
        Assert.True(_written > Writers * Writes / 4, $"Only {_written} writes were accepted.");
    }

    private async Task HistoryAsync(Random random)
    {
        string[] objects = ["Region", "Person", "Project", "Project", "Chore", "Chore", "Chore", "Chore", "Part", "Part", "Part", "Note"];
        for (int n = 0; n < Writes; n++)
        {
            string target = objects[random.Next(objects.Length)];
            WriteOutcome outcome = random.Next(15) switch
            {
                12 => await world.WriteAsync("Chore", MutationKind.Upsert, ("by", "code"), ("inputs", Enumerable.Range(0, 2).Select(_ => (object?)Coded(random)).ToArray()), ("allOrNone", false)),
                13 => await world.UpdateWhereAsync("Chore", "kind", Pick(random, "build", "test"), Input(random, "Chore")),
                14 => await world.WriteAsync("Project", MutationKind.Update, ("id", Any(random, "Project")), ("input", RollupWorld.Input(("people", Linked(random))))),
                0 or 1 => await world.WriteAsync(target, MutationKind.Create, ("input", Input(random, target))),
                2 => await world.WriteAsync(target, MutationKind.CreateMany, ("inputs", Enumerable.Range(0, 3).Select(_ => (object?)Input(random, target)).ToArray()), ("allOrNone", false)),
                3 => await world.WriteAsync(target, MutationKind.UpdateMany, ("changes", Changes(random, target)), ("allOrNone", false)),
                4 => await world.WriteAsync(target, MutationKind.DeleteMany, ("ids", Some(random, target, 2)), ("allOrNone", false)),
                5 => await world.WriteAsync(target, MutationKind.Delete, [("id", Any(random, target))]),
                6 or 7 => await world.WriteAsync(target, MutationKind.Restore, [("id", Any(random, target))]),
                8 when random.Next(4) == 0 => await world.WriteAsync(target, MutationKind.Purge, [("id", Any(random, target))]),
                _ => await world.WriteAsync(target, MutationKind.Update, ("id", Any(random, target)), ("input", Input(random, target))),
            };
            if (outcome.Refusal is null && outcome.Affected > 0) Interlocked.Increment(ref _written);
            else Assert.NotEqual(GraphQLErrorCode.Internal, outcome.Refusal?.Code);
        }
    }

    private Dictionary<string, object?> Coded(Random random) => new(Input(random, "Chore")) { ["code"] = $"c{random.Next(6)}" };

    private Dictionary<string, object?> Linked(Random random) => new()
    {
        ["add"] = Some(random, "Person", 2).Select(i => (object?)i!.ToString()).ToArray(),
        ["remove"] = Some(random, "Person", 1).Select(i => (object?)i!.ToString()).ToArray(),
    };

    private object?[] Changes(Random random, string target) =>
        [.. Some(random, target, 3).Select(id => (object?)RollupWorld.Input(("id", id), ("input", Input(random, target))))];

    private object?[] Some(Random random, string target, int count) => [.. Enumerable.Range(0, count).Select(_ => Any(random, target)).Distinct().Select(i => (object?)i)];

    private Guid Any(Random random, string target) => _known[target][random.Next(_known[target].Length)];

    private IReadOnlyDictionary<string, object?> Input(Random random, string target) => RollupWorld.Input([.. Fields(random, target), ("name", $"n{random.Next(1000)}")]);

    /// <summary>Some fields of an object, each with a value that may be blank.</summary>
    private IEnumerable<(string, object?)> Fields(Random random, string target)
    {
        (string Name, Func<object?> Value)[] all = target switch
        {
            "Region" => [("factor", () => Pick<object?>(random, 0.5m, 1.25m, 3m, null))],
            "Person" => [("rate", () => Money(random)), ("region", () => Reference(random, "Region"))],
            "Project" =>
            [
                ("portfolio", () => Reference(random, "Portfolio")), ("rush", () => random.Next(2) == 0),
                ("people", () => new Dictionary<string, object?> { ["set"] = Some(random, "Person", 3).Select(i => (object?)i!.ToString()).ToArray() }),
            ],
            "Chore" =>
            [
                ("project", () => Reference(random, "Project")), ("region", () => Reference(random, "Region")), ("amount", () => Money(random)),
                ("hours", () => Pick<object?>(random, TimeSpan.FromSeconds(random.Next(10_000)), null)), ("done", () => random.Next(2) == 0),
                ("day", () => Pick<object?>(random, new DateOnly(2026, 1, 1).AddDays(random.Next(5)), null)), ("kind", () => Pick<object?>(random, "build", "test", null)),
            ],
            "Part" => [("task", () => _known["Chore"][random.Next(_known["Chore"].Length)]), ("price", () => Money(random)), ("kind", () => Pick<object?>(random, "spare", "x", null))],
            "Note" => [("about", () => random.Next(2) == 0 ? About("Project", random) : About("Person", random))],
            _ => [],
        };
        foreach ((string name, Func<object?> value) in all)
        {
            if (name == "task" || random.Next(2) == 0) yield return (name, value());
        }
    }

    private Dictionary<string, object?> About(string target, Random random) => new() { ["object"] = target, ["id"] = Any(random, target).ToString() };

    private Guid? Reference(Random random, string target) => random.Next(5) == 0 ? null : Any(random, target);

    private static object? Money(Random random) => random.Next(6) == 0 ? null : random.Next(-10_000, 100_000) / 100m;

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
