namespace Platform.Runtime.Demo.Generation;

/// <summary>Computes one value of a row.</summary>
internal delegate object? DemoValue(DemoRow row);

/// <summary>
/// One row of a data set. Its values are computed when they are first asked for and kept, so a row that is only referred to costs no
/// more than the values read from it.
/// </summary>
internal sealed class DemoRow
{
    private static readonly object Computing = new();
    private static readonly object Null = new();
    private readonly object?[] _values;
    private DemoRow[]?[]? _children;
    private Guid _id;

    /// <summary>A row; only its data set makes one.</summary>
    public DemoRow(DemoSource source, DemoRow? parent, int index, int siblings, ulong key)
    {
        Source = source;
        Parent = parent;
        Index = index;
        Siblings = siblings;
        Key = key;
        _values = new object?[source.Type.Slots.Count];
    }

    /// <summary>What it is a row of.</summary>
    public DemoObject Type => Source.Type;

    /// <summary>What made it.</summary>
    public DemoSource Source { get; }

    /// <summary>The row it was made for, or null for a row of its own.</summary>
    public DemoRow? Parent { get; }

    /// <summary>Position among the rows of its object, or among those of its parent, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of rows of its object, or of its parent.</summary>
    public int Siblings { get; }

    /// <summary>Random number that belongs to the row.</summary>
    public ulong Key { get; }

    /// <summary>The record's id: a UUID version 7 (RFC 9562) of the instant of creation and the key.</summary>
    public Guid Id
    {
        get
        {
            if (_id == default) _id = ExistsAlready ? Type.FirstRowExists!.Value : NewId();
            return _id;
        }
    }

    /// <summary>True when a stored record stands in for the row.</summary>
    public bool ExistsAlready => Type.FirstRowExists is not null && Index == 0 && Parent is null && ReferenceEquals(Source, Type.Sources[0]);

    /// <summary>The value of a slot.</summary>
    public object? this[int slot]
    {
        get
        {
            object? value = _values[slot];
            if (value is null) return Compute(slot);
            if (ReferenceEquals(value, Null)) return null;
            return ReferenceEquals(value, Computing) ? throw Circle(slot) : value;
        }
    }

    /// <summary>The rows that a source makes for this row.</summary>
    public DemoRow[] Children(DemoSource source)
    {
        _children ??= new DemoRow[Type.ChildSources.Count][];
        return _children[source.ChildIndex] ??= source.RowsOf(this);
    }

    private object? Compute(int slot)
    {
        _values[slot] = Computing;
        object? value = Type.Slots[slot].Value(this);
        _values[slot] = value ?? Null;
        return value;
    }

    private Guid NewId()
    {
        if (Type.Created is not { } created || this[created] is not DateTime instant)
        {
            throw new DemoException($"{Type.Name}: \"created\" must give a date and time, because the id of a row is made from it.");
        }

        ulong milliseconds = (ulong)new DateTimeOffset(instant).ToUnixTimeMilliseconds();
        ulong low = DemoRandom.Mix(Key), high = DemoRandom.Mix(low);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | (high & 0x0FFF));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (low >> 2));
        return new Guid(bytes, bigEndian: true);
    }

    private DemoException Circle(int slot)
    {
        IEnumerable<string> open = Type.Slots.Where((_, i) => ReferenceEquals(_values[i], Computing)).Select(s => s.Name);
        return new DemoException($"{Type.Name}.{Type.Slots[slot].Name} depends on itself; being computed: {string.Join(", ", open)}.");
    }
}
