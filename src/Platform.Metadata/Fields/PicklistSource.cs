using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>Choices of a picklist: values of its own, or the name of a global picklist. Exactly one of the two is set.</summary>
/// <param name="Values">Own values in display order; empty when <paramref name="Global"/> is set.</param>
/// <param name="Global">Name of a document of kind <c>picklist</c>, or null.</param>
public sealed record PicklistSource(
    [MaxLength(1000)] EquatableArray<PicklistValue> Values,
    [JsonKey("picklist"), Format(TextFormat.DocumentName)] string? Global = null);
