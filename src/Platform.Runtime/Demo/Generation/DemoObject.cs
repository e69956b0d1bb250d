using Platform.Metadata.Model;

namespace Platform.Runtime.Demo.Generation;

/// <summary>The rows of one object of the specification, compiled.</summary>
internal sealed class DemoObject
{
    private readonly Dictionary<string, int> _slotIndex = new(StringComparer.Ordinal);
    private readonly List<DemoSlot> _slots = [];

    /// <summary>Object name.</summary>
    public required string Name { get; init; }

    /// <summary>The object that the rows are stored in; null for helper rows that are not stored.</summary>
    public ObjectModel? Model { get; init; }

    /// <summary>Values of a row.</summary>
    public IReadOnlyList<DemoSlot> Slots => _slots;

    /// <summary>Where the rows come from, in order.</summary>
    public List<DemoSource> Sources { get; } = [];

    /// <summary>Sources of other objects that make rows for rows of this one.</summary>
    public List<DemoSource> ChildSources { get; } = [];

    /// <summary>Id of a record that exists already and stands in for the first row; null for none.</summary>
    public Guid? FirstRowExists { get; set; }

    /// <summary>Slot of the instant of creation; null when the specification gives none (helper rows).</summary>
    public int? Created => Slot("created");

    /// <summary>Adds a value; false when the name is taken.</summary>
    public bool Add(DemoSlot slot)
    {
        if (!_slotIndex.TryAdd(slot.Name, _slots.Count)) return false;
        _slots.Add(slot);
        return true;
    }

    /// <summary>The slot of that name, or null.</summary>
    public int? Slot(string name) => _slotIndex.TryGetValue(name, out int slot) ? slot : null;

    /// <summary>Number of rows of their own.</summary>
    public int RootCount => Sources.Sum(s => s.RootCount);

    /// <summary>The row of that index over all rows of their own.</summary>
    public DemoRow Root(int index)
    {
        foreach (DemoSource source in Sources)
        {
            if (index < source.RootCount) return source.Root(index);
            index -= source.RootCount;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    /// <summary>Every row, a tree of parents at a time, so that memory does not grow with the number of rows.</summary>
    public IEnumerable<DemoRow> Rows()
    {
        foreach (DemoSource source in Sources)
        {
            foreach (DemoRow row in RowsOf(source)) yield return row;
        }
    }

    // The depth is that of the specification's parents, which the compiler bounds.
    private static IEnumerable<DemoRow> RowsOf(DemoSource source)
    {
        for (int i = 0; i < source.RootCount; i++) yield return source.Root(i);
        if (source.Parent is null) yield break;
        foreach (DemoRow parent in source.Parent.Rows())
        {
            foreach (DemoRow row in parent.Children(source)) yield return row;
        }
    }
}
