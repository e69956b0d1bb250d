using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Loading;
using Platform.Runtime.Demo.Operators;

namespace Platform.Runtime.Demo;

/// <summary>The rows of one object in the shape of its table.</summary>
public sealed class DemoTable
{
    private readonly IReadOnlyList<FieldEncoder> _encoders;
    private readonly CompilationContext _context;

    internal DemoTable(DemoObject type, CompilationContext context)
    {
        Type = type;
        _context = context;
        Object = type.Model!;
        _encoders = [.. Object.Fields.Where(f => f.Columns.Count > 0).Select(f => FieldEncoder.For(type, f, context)).OfType<FieldEncoder>()];
        Columns = [.. _encoders.SelectMany(e => e.Field.Columns.AsSpan().ToArray())];
        Links = [.. type.Slots.Where(s => s.IsField).Select(s => Object.Field(s.Name)).Where(f => f.Type is ManyToManyType)];
        EstimatedRows = type.Sources.All(s => s.Parent is null) ? type.RootCount : null;
    }

    /// <summary>The object.</summary>
    public ObjectModel Object { get; }

    /// <summary>The columns that the rows fill; the others keep their defaults.</summary>
    public IReadOnlyList<ColumnModel> Columns { get; }

    /// <summary>The many-to-many fields that the rows fill.</summary>
    public IReadOnlyList<FieldModel> Links { get; }

    /// <summary>Number of rows where it is known before they are made (it is not for rows made per row of another object).</summary>
    public long? EstimatedRows { get; }

    /// <summary>What the rows are made of.</summary>
    internal DemoObject Type { get; }

    /// <summary>Goes through the rows from the first.</summary>
    /// <param name="numbers">Gives the autonumbers and keeps their counters; fresh ones when null.</param>
    /// <exception cref="DemoException">A value does not fit its field. Raised while going through.</exception>
    public IEnumerable<DemoStoredRow> Rows(DemoNumbers? numbers = null) => Stored(Type.Rows(), numbers ?? new DemoNumbers());

    /// <summary>Goes through the rows once more for the pairs of source and target id of one of <see cref="Links"/>, without repeats.</summary>
    public IEnumerable<(Guid Source, Guid Target)> Pairs(FieldModel link) => Pairs(link, Type.Rows());

    /// <summary>Some of the rows as they are stored.</summary>
    internal IEnumerable<DemoStoredRow> Stored(IEnumerable<DemoRow> rows, DemoNumbers numbers)
    {
        foreach (DemoRow row in rows)
        {
            if (row.ExistsAlready) continue;
            object?[] values = new object?[Columns.Count];
            int at = 0;
            foreach (FieldEncoder encoder in _encoders)
            {
                encoder.Encode(row, numbers, values.AsSpan(at, encoder.Field.Columns.Count));
                at += encoder.Field.Columns.Count;
            }

            yield return new DemoStoredRow(row.Id, values);
        }
    }

    /// <summary>The pairs of some of the rows.</summary>
    internal IEnumerable<(Guid Source, Guid Target)> Pairs(FieldModel link, IEnumerable<DemoRow> rows)
    {
        DemoSlot slot = Type.Slots.First(s => s.IsField && s.Name == link.Name);
        int index = Type.Slot(link.Name)!.Value;
        return rows.SelectMany(row => Targets(row, slot, index).Select(target => (row.Id, target)));
    }

    private static Guid[] Targets(DemoRow row, DemoSlot slot, int index) => row[index] switch
    {
        null => [],
        object?[] list when Array.TrueForAll(list, item => item is DemoRow) => [.. list.Cast<DemoRow>().Select(r => r.Id).Distinct()],
        _ => throw new DemoException($"{row.Type.Name}.{slot.Name}: a list of rows is needed."),
    };
}
