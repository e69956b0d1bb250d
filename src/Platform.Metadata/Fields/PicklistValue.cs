using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Documents;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>One choice.</summary>
/// <param name="Value">The stored value: a stable key such as <c>closedWon</c>.</param>
/// <param name="Label">What people see.</param>
/// <param name="Color">CSS hex colour (<c>#2e7d32</c>) of its chip or null.</param>
/// <param name="Retired">True: existing records keep it, new ones cannot choose it.</param>
public sealed record PicklistValue(
    [Format(TextFormat.ChoiceKey)] string Value,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [Format(TextFormat.Color)] string? Color = null,
    bool Retired = false);
