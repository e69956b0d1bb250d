using Platform.Runtime.Demo.Generation;
using Factory = System.Func<Platform.Runtime.Demo.Operators.OperatorCall, Platform.Runtime.Demo.Generation.DemoValue>;

namespace Platform.Runtime.Demo.Operators;

/// <summary>Operators that reach other rows.</summary>
internal static class RowOperators
{
    /// <summary>The operators by name.</summary>
    public static IEnumerable<KeyValuePair<string, Factory>> All { get; } =
    [
        new("row", Row),
        new("rows", Rows),
        new("child", Child),
        new("count", Count),
        new("rowCount", RowCount),
        new("sum", Sum),
    ];

    private static DemoObject? Object(OperatorCall call)
    {
        if (call.Compiler.Context.Objects.GetValueOrDefault(call.Text()) is { } found) return found;
        call.Problem($"No rows of \"{call.Text()}\" are described.");
        return null;
    }

    // One row of an object that has rows of its own: at a position, or drawn; "skew" above 1 prefers the first ones, "upTo" (a share
    // from 0 to 1) draws from the first rows only.
    private static DemoValue Row(OperatorCall call)
    {
        DemoObject? target = Object(call);
        DemoValue? at = call.Option("at"), skew = call.Option("skew"), upTo = call.Option("upTo");
        (int first, Func<int> size) = Range(call, target);
        return row =>
        {
            int count = size();
            if (count == 0) return null;
            if (at is not null) return call.Number(at(row)) is { } index && index >= 0 && index < count ? target!.Root(first + (int)index) : null;
            return target!.Root(first + Draw(call, row, count, skew, upTo, call.Place));
        };
    }

    // The rows to choose from: those of all sources, or with "source" those of one.
    private static (int First, Func<int> Size) Range(OperatorCall call, DemoObject? target)
    {
        if (call.JsonOption("source") is not { } json || target is null) return (0, () => target!.RootCount);
        if (json.ValueKind == System.Text.Json.JsonValueKind.Number && json.TryGetInt32(out int source) && source >= 0 && source < target.Sources.Count)
        {
            return (target.Sources.Take(source).Sum(s => s.RootCount), () => target.Sources[source].RootCount);
        }

        call.Problem($"{target.Name} has no source {json}.");
        return (0, () => 0);
    }

    // Several different rows: drawn as one is, or with "from" every "step"-th row from there on.
    private static DemoValue Rows(OperatorCall call)
    {
        DemoObject? target = Object(call);
        DemoValue? skew = call.Option("skew"), upTo = call.Option("upTo"), from = call.Option("from"), step = call.Option("step");
        DemoValue number = call.Needed("count");
        (int first, Func<int> size) = Range(call, target);
        return row =>
        {
            int count = size(), wanted = (int)Math.Max(0, call.Number(number(row)) ?? 0);
            SortedSet<int> drawn = [];
            int start = from is null ? -1 : (int)call.Numeral(from(row)), distance = step is null ? 1 : (int)call.Numeral(step(row));
            for (int i = 0; i < wanted && count > 0; i++)
            {
                int index = from is null ? Draw(call, row, count, skew, upTo, call.Place + (ulong)i) : start + (i * distance);
                if (index >= 0 && index < count) drawn.Add(index);
            }

            return drawn.Select(index => (object?)target!.Root(first + index)).ToArray();
        };
    }

    private static int Draw(OperatorCall call, DemoRow row, int count, DemoValue? skew, DemoValue? upTo, ulong place)
    {
        double unit = DemoRandom.Unit(row.Key, place);
        if (skew is not null) unit = Math.Pow(unit, (double)call.Numeral(skew(row)));
        double share = upTo is null ? 1 : Math.Clamp((double)call.Numeral(upTo(row)), 0, 1);
        return Math.Min(count - 1, (int)(unit * Math.Max(1, count * share)));
    }

    /// <summary>The rows of an object that are made for a row; none when it makes none.</summary>
    private static DemoRow[] ChildrenOf(DemoRow? row, DemoObject target)
    {
        DemoRow[] all = [];
        if (row is null) return all;
        foreach (DemoSource source in row.Type.ChildSources)
        {
            if (!ReferenceEquals(source.Type, target)) continue;
            DemoRow[] rows = row.Children(source);
            all = all.Length == 0 ? rows : [.. all, .. rows];
        }

        return all;
    }

    private static DemoValue Of(OperatorCall call) => call.Option("of") ?? (static row => row);

    private static DemoValue Child(OperatorCall call)
    {
        DemoObject? target = Object(call);
        DemoValue of = Of(call);
        DemoValue at = call.Option("at") ?? (static _ => 0m);
        return row =>
        {
            if (call.Number(at(row)) is not ({ } index and >= 0)) return null;
            DemoRow[] rows = ChildrenOf(call.Row(of(row)), target!);
            return index < rows.Length ? rows[(int)index] : null;
        };
    }

    private static DemoValue Count(OperatorCall call)
    {
        DemoObject? target = Object(call);
        DemoValue of = Of(call);
        return row => (decimal)ChildrenOf(call.Row(of(row)), target!).Length;
    }

    // Rows of their own.
    private static DemoValue RowCount(OperatorCall call)
    {
        DemoObject? target = Object(call);
        return _ => (decimal)target!.RootCount;
    }

    private static DemoValue Sum(OperatorCall call)
    {
        DemoObject? target = Object(call);
        DemoValue of = Of(call);
        string value = call.JsonOption("value") is { ValueKind: System.Text.Json.JsonValueKind.String } json ? json.GetString()! : "";
        int? slot = target?.Slot(value);
        if (target is not null && slot is null) call.Problem($"{target.Name} has no value \"{value}\".");
        return row =>
        {
            decimal sum = 0;
            foreach (DemoRow child in ChildrenOf(call.Row(of(row)), target!)) sum += call.Number(child[slot!.Value]) ?? 0;
            return sum;
        };
    }
}
