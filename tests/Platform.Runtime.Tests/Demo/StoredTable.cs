using Platform.Metadata.Model;
using Platform.Runtime.Demo;

namespace Platform.Runtime.Tests.Demo;

/// <summary>All rows of one object of a data set, to be looked into.</summary>
internal sealed class StoredTable
{
    private readonly Dictionary<string, int> _columns;

    public StoredTable(DemoTable table, DemoNumbers? numbers = null)
    {
        Object = table.Object;
        Rows = [.. table.Rows(numbers)];
        _columns = table.Columns.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
        ById = Rows.ToDictionary(r => r.Id);
    }

    public ObjectModel Object { get; }

    public IReadOnlyList<DemoStoredRow> Rows { get; }

    public IReadOnlyDictionary<Guid, DemoStoredRow> ById { get; }

    /// <summary>The value of a field with one column; null when no row gives one.</summary>
    public object? Get(DemoStoredRow row, string field) => Column(row, Object.Field(field).Columns[0].Name);

    public T Get<T>(DemoStoredRow row, string field) => (T)Get(row, field)!;

    public object? Column(DemoStoredRow row, string column) => _columns.TryGetValue(column, out int index) ? row.Values[index] : null;

    public double Share(Func<DemoStoredRow, bool> holds) => Rows.Count(holds) / (double)Rows.Count;
}
