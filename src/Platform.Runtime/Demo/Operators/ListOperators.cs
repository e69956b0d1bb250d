using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Operators that make lists and records.</summary>
internal static class ListOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("list", List),
        new("sample", Sample),
        new("item", Item),
        new("length", Length),
        new("record", Record),
    ];

    // The values that are not blank.
    private static DemoValue List(OperatorCall call)
    {
        DemoValue[] items = call.Operands(0);
        return row => Array.FindAll(Array.ConvertAll(items, item => item(row)), static value => value is not null);
    }

    // Some different values of a pool or a list, in the order in which they stand there.
    private static DemoValue Sample(OperatorCall call)
    {
        DemoValue source = call.Operand(), count = call.Needed("count");
        return row =>
        {
            object?[] values = source(row) switch
            {
                string name when call.Compiler.Context.Pools.Find(name) is { } pool => pool,
                object?[] list => list,
                var other => throw call.Unfit(other, "a list or the name of a pool"),
            };
            int wanted = Math.Min(values.Length, (int)Math.Max(0, call.Number(count(row)) ?? 0));
            return Enumerable.Range(0, values.Length)
                .OrderBy(i => DemoRandom.Bits(row.Key, call.Place + (ulong)i))
                .Take(wanted).Order().Select(i => values[i]).ToArray();
        };
    }

    // The value of a list at a position, from 0; blank beyond its ends.
    private static DemoValue Item(OperatorCall call)
    {
        DemoValue source = call.Operand(), at = call.Needed("at");
        return row => source(row) is object?[] list && call.Number(at(row)) is { } index && index >= 0 && index < list.Length ? list[(int)index] : null;
    }

    private static DemoValue Length(OperatorCall call)
    {
        DemoValue source = call.Operand();
        return row => source(row) is object?[] list ? (decimal)list.Length : null;
    }

    private static DemoValue Record(OperatorCall call)
    {
        if (call.Json.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            call.Problem("An object of values is needed.");
            return static _ => null;
        }

        KeyValuePair<string, DemoValue>[] parts =
            [.. call.Json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, call.Inner(p.Value, $"record/{p.Name}")))];
        return row => new DemoRecord(parts.Select(p => KeyValuePair.Create(p.Key, p.Value(row))));
    }
}
