using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>Rollups that are brought up to date together: of one list of one object, on one level, in one way.</summary>
/// <param name="Key">Unique in the model.</param>
/// <param name="Owner">The object that has them.</param>
/// <param name="Child">The object of the list's records.</param>
/// <param name="Level">Groups of lower levels come first.</param>
/// <param name="IsAdditive">Changed records add to what is stored; otherwise the values are made anew of the whole list.</param>
/// <param name="Rollups">The rollups.</param>
internal sealed record RollupGroup(string Key, RecordLayout Owner, RecordLayout Child, int Level, bool IsAdditive, IReadOnlyList<OrderedRollup> Rollups)
{
    // Every write changes them, a deletion too: what was added could not be told from them afterwards.
    private static readonly HashSet<string> Stamps = new(StringComparer.Ordinal)
    {
        SystemFields.Version, SystemFields.UpdatedAt, SystemFields.UpdatedBy, SystemFields.DeletedAt,
    };

    /// <summary>How the list's records hang on their parents.</summary>
    public RollupLink Link { get; } = Rollups[0].Link;

    /// <summary>Fields of the list's own records that the values depend on, the reference to the parent included.</summary>
    public IReadOnlySet<string> OwnInputs { get; } = OwnInputsOf(Rollups);

    /// <summary>Fields of other records, which the list's records refer to.</summary>
    public IReadOnlyList<RollupInput> ForeignInputs { get; } = [.. Rollups.SelectMany(r => r.Inputs.Stored).Where(i => !i.Path.IsEmpty).Distinct()];

    /// <summary>The ways to those records, shorter ones first: what a longer one passes must be locked before it is followed.</summary>
    public IReadOnlyList<EquatableArray<string>> ReadPaths { get; } =
        [.. Rollups.SelectMany(r => r.Inputs.Stored).Where(i => !i.Path.IsEmpty).Select(i => i.Path).Distinct().OrderBy(p => p.Count)];

    /// <summary>A rollup can be kept by adding: it sums or counts a list's records by what they hold themselves.</summary>
    public static bool CanAdd(OrderedRollup rollup) =>
        RollupLowering.IsAdditive(rollup.Field.Rollup!.Definition.Function) && rollup.Link.Column is not null && rollup.Inputs.AreOwn
        && !rollup.Inputs.Stored.Any(i => Stamps.Contains(i.Field));

    /// <summary>The group depends on a field of an object.</summary>
    public bool DependsOn(string objectName, Func<string, bool> isChanged) =>
        (Child.Object.Name == objectName && OwnInputs.Any(isChanged)) || ForeignInputs.Any(i => i.Object == objectName && isChanged(i.Field));

    private static HashSet<string> OwnInputsOf(IReadOnlyList<OrderedRollup> rollups)
    {
        HashSet<string> own = [.. rollups.SelectMany(r => r.Inputs.Stored).Where(i => i.Path.IsEmpty).Select(i => i.Field)];
        if (rollups[0].Link is { Column: not null, Field: var link }) own.Add(link.Name);
        return own;
    }
}
