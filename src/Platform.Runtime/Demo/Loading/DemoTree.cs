using Platform.Runtime.Demo.Generation;

namespace Platform.Runtime.Demo.Loading;

/// <summary>
/// The tables whose rows descend from the rows of one source: deals with their quotes, orders, plans and receipts, for example. Their rows are made together, some
/// roots at a time, so that a deal is computed once and not again for every table below it.
/// </summary>
internal sealed class DemoTree
{
    private const int RootsAtOnce = 500;
    private readonly DemoSource _root;
    private readonly IReadOnlyList<(DemoTable Table, IReadOnlyList<DemoSource[]> Lines)> _tables;

    private DemoTree(DemoSource root, IReadOnlyList<(DemoTable Table, IReadOnlyList<DemoSource[]> Lines)> tables)
    {
        _root = root;
        _tables = tables;
    }

    /// <summary>The trees that together make all rows, each in the place of its first table, so that rows come after those that they refer to.</summary>
    public static IReadOnlyList<DemoTree> Of(IReadOnlyList<DemoTable> tables)
    {
        (DemoTable Table, DemoSource[] Line)[] lines = [.. tables.SelectMany(table => LinesTo(table.Type).Select(line => (table, line)))];
        return
        [
            .. lines.GroupBy(l => l.Line[0]).Select(tree => new DemoTree(
                tree.Key, [.. tree.GroupBy(l => l.Table, l => l.Line).Select(table => (table.Key, (IReadOnlyList<DemoSource[]>)[.. table]))])),
        ];
    }

    /// <summary>The rows in portions: those of one table, for some of the roots; for all of them, made one by one, where nothing descends from them.</summary>
    public IEnumerable<(DemoTable Table, IEnumerable<DemoRow> Rows)> Portions()
    {
        if (_tables is [var (only, lines)] && lines is [[_]])
        {
            yield return (only, Roots(0, _root.RootCount));
            yield break;
        }

        for (int first = 0; first < _root.RootCount; first += RootsAtOnce)
        {
            DemoRow[] roots = [.. Roots(first, Math.Min(RootsAtOnce, _root.RootCount - first))];
            foreach ((DemoTable table, IReadOnlyList<DemoSource[]> ways) in _tables)
            {
                DemoRow[] rows = [.. ways.SelectMany(line => Descend(roots, line))];
                if (rows.Length > 0) yield return (table, rows);
            }
        }
    }

    private IEnumerable<DemoRow> Roots(int first, int count) => Enumerable.Range(first, count).Select(_root.Root);

    /// <summary>The chains of sources that lead from rows of their own to rows of an object. The compiler bounds their length.</summary>
    private static IEnumerable<DemoSource[]> LinesTo(DemoObject type) => type.Sources.SelectMany(source =>
        source.Parent is null ? [[source]] : LinesTo(source.Parent).Select(line => (DemoSource[])[.. line, source]));

    private static IEnumerable<DemoRow> Descend(IEnumerable<DemoRow> roots, DemoSource[] line) =>
        line.Skip(1).Aggregate(roots, (rows, source) => rows.SelectMany(row => row.Children(source)));
}
