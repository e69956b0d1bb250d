using Platform.Metadata.Changes;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Planning;

/// <summary>What a storage plan is made from: two models, the changes between them, and what is known of the live tables.</summary>
public sealed record StorageContext
{
    /// <summary>Rows above which an index is built in the background and a scan under lock is a hazard.</summary>
    public const long LargeTableRows = 20_000;

    /// <summary>Schema of the tenant.</summary>
    public required string Schema { get; init; }

    /// <summary>Number of the revision that the plan makes.</summary>
    public required long Revision { get; init; }

    /// <summary>The storage as it is, in a rollback with what is restored.</summary>
    public required ModelSnapshot From { get; init; }

    /// <summary>The model as it will be.</summary>
    public required ModelSnapshot To { get; init; }

    /// <summary>The changes in order.</summary>
    public required EquatableArray<ModelChange> Changes { get; init; }

    /// <summary>Estimated rows per table; a table that is missing has none.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>Columns (table, column) in which live rows will be blank although the model refuses that.</summary>
    public IReadOnlySet<(string Table, string Column)> Blank { get; init; } = new HashSet<(string, string)>();

    /// <summary>True when the table has more than <see cref="LargeTableRows"/> rows.</summary>
    public bool IsLarge(string table) => Rows.GetValueOrDefault(table) > LargeTableRows;
}
