using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.BackTests;

/// <summary>A save of a record as history tells of it. Fields of which history says nothing (encrypted ones, links, the time of a stage) have no value, or that of today.</summary>
/// <param name="Layout">The object.</param>
/// <param name="Id">The record.</param>
/// <param name="Kind">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="User">Who did it.</param>
/// <param name="Old">Canonical values before; null for a record that was made.</param>
/// <param name="Values">Canonical values after.</param>
internal sealed record EarlierSave(RecordLayout Layout, Guid Id, WriteKind Kind, DateTime At, Guid User, object?[]? Old, object?[] Values)
{
    /// <summary>Others were merged into it; null when none were.</summary>
    public EarlierMerge? Merge { get; init; }

    /// <summary>It was converted; null when it was not.</summary>
    public EarlierConversion? Conversion { get; init; }
}

/// <summary>A merge as history tells of it.</summary>
/// <param name="Merged">The records that went, with canonical values.</param>
/// <param name="Moved">How many records of each object were turned to the one that stayed.</param>
internal sealed record EarlierMerge(IReadOnlyList<(Guid Id, object?[] Values)> Merged, IReadOnlyDictionary<string, int> Moved);

/// <summary>A conversion as history tells of it.</summary>
/// <param name="Targets">What the record became.</param>
/// <param name="Moved">How many records of each object moved along.</param>
internal sealed record EarlierConversion(IReadOnlyList<EarlierTarget> Targets, IReadOnlyDictionary<string, int> Moved);

/// <summary>What a converted record became.</summary>
/// <param name="Alias">Its name in the conversion.</param>
/// <param name="Object">Name of its object.</param>
/// <param name="Action"><c>CREATE</c>, <c>ATTACH</c> or <c>SKIP</c>.</param>
internal sealed record EarlierTarget(string Alias, string Object, string Action)
{
    /// <summary>The record; null for none that a hook sees.</summary>
    public RecordPast? Record { get; init; }

    /// <summary>Canonical values before; null for a record that was made.</summary>
    public object?[]? Old { get; init; }

    /// <summary>Canonical values after.</summary>
    public object?[] Values { get; init; } = [];
}
