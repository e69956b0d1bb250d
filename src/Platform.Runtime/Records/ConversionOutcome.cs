using System.Text.Json;

namespace Platform.Runtime.Records;

/// <summary>What a conversion came to.</summary>
/// <param name="Conversion">Name of the conversion.</param>
/// <param name="IsDone">False: a dry run found something that stands in the way.</param>
/// <param name="Targets">What became of each target, in order.</param>
/// <param name="Problems">Why a dry run could not write the record itself.</param>
public sealed record ConversionOutcome(string Conversion, bool IsDone, IReadOnlyList<ConvertedTarget> Targets, IReadOnlyList<WriteProblem> Problems);

/// <summary>What became of a target of a conversion.</summary>
/// <param name="Alias">Its name in the conversion.</param>
/// <param name="Object">Object name.</param>
/// <param name="Label">What it is called, in the caller's language.</param>
/// <param name="IsOptional">It may be left out.</param>
/// <param name="Action">One of <c>ConversionAction</c>: <c>CREATE</c>, <c>ATTACH</c>, <c>SKIP</c>.</param>
/// <param name="Id">The record; null when there is none, or a dry run made it.</param>
/// <param name="Values">The values that it gets, by field, as inputs have them.</param>
public sealed record ConvertedTarget(string Alias, string Object, string Label, bool IsOptional, string Action, Guid? Id, IReadOnlyDictionary<string, JsonElement> Values)
{
    /// <summary>Fields of an attached record that were blank and have been filled in.</summary>
    public IReadOnlyList<string> Filled { get; init; } = [];

    /// <summary>Records that may be the same as the one to be made.</summary>
    public IReadOnlyList<FoundDuplicate> Duplicates { get; init; } = [];

    /// <summary>Why a dry run could not write it.</summary>
    public IReadOnlyList<WriteProblem> Problems { get; init; } = [];

    /// <summary>JSON text of the record from the projection; null without one, and when the caller may not read it.</summary>
    public string? Record { get; init; }
}

/// <summary>A record that may be the same as one that is to be made.</summary>
/// <param name="Object">Object name.</param>
/// <param name="Id">The record, when the caller may read it.</param>
/// <param name="Rule">Name of the rule that found it.</param>
/// <param name="Blocks">The rule refuses the one to be made.</param>
/// <param name="Values">What the rule shows of it: fields with their values as text.</param>
public sealed record FoundDuplicate(string Object, Guid? Id, string Rule, bool Blocks, IReadOnlyList<ShownValue> Values);

/// <summary>A field of a record with its value as text.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Value">The value; null for a blank.</param>
public sealed record ShownValue(string Field, string? Value);
