namespace Platform.Runtime.Demo.Generation;

/// <summary>Where rows of an object come from: a number of their own, or some for each row of another object.</summary>
internal sealed class DemoSource
{
    /// <summary>Most rows for one parent: a guard against a slip in a specification.</summary>
    public const int MostChildren = 10_000;

    /// <summary>The object of the rows.</summary>
    public required DemoObject Type { get; init; }

    /// <summary>The object of the parents; null for rows of their own.</summary>
    public DemoObject? Parent { get; init; }

    /// <summary>Number of rows of their own; 0 for rows with a parent.</summary>
    public int RootCount { get; init; }

    /// <summary>Rows for one parent, computed on the parent; set while the specification is compiled.</summary>
    public DemoValue Count { get; set; } = static _ => 0m;

    /// <summary>Pool whose entries the rows go through; null for none.</summary>
    public object?[]? Pool { get; init; }

    /// <summary>Distinguishes the source in keys.</summary>
    public required ulong Salt { get; init; }

    /// <summary>Position among the sources that start at the parent.</summary>
    public int ChildIndex { get; init; }

    /// <summary>The pool's entry for a row; null without a pool.</summary>
    public object? Entry(int index) => Pool?[index % Pool.Length];

    /// <summary>How often the pool was gone through before the row.</summary>
    public int Round(int index) => Pool is null ? 0 : index / Pool.Length;

    /// <summary>The row of that index; for rows of their own.</summary>
    public DemoRow Root(int index) => new(this, null, index, RootCount, DemoRandom.Bits(Salt, (ulong)index));

    /// <summary>The rows for a parent.</summary>
    public DemoRow[] RowsOf(DemoRow parent)
    {
        object? value = Count(parent);
        if (value is not (null or decimal)) throw new DemoException($"{Type.Name}: the count of rows for each {parent.Type.Name} must be a number.");
        int count = value is decimal number ? (int)Math.Max(0, Math.Floor(number)) : 0;
        if (count > MostChildren) throw new DemoException($"{Type.Name}: {count} rows for one {parent.Type.Name}; at most {MostChildren} are allowed.");
        if (count == 0) return [];
        DemoRow[] rows = new DemoRow[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new DemoRow(this, parent, i, count, DemoRandom.Bits(parent.Key ^ Salt, (ulong)i));
        }

        return rows;
    }
}
