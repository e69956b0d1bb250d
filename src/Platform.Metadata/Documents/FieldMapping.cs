using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A field and where its value comes from: an expression, or a field that is copied as it is.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Expression over <c>record</c>, <c>user</c> and the targets before by their aliases; a blank sets nothing.</param>
/// <param name="From">Field of the converted record of the same type, for types of which expressions have no values: addresses, places, files.</param>
public sealed record FieldMapping(
    [Format(TextFormat.FieldName)] string Field,
    [StringLength(4000, MinimumLength = 1)] string? Value = null,
    [Format(TextFormat.FieldName)] string? From = null);
