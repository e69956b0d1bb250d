using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>Makes the choices of a picklist depend on another field of the record.</summary>
/// <param name="Field">A picklist or checkbox of the same object.</param>
/// <param name="Values">Choices for each of its values; a value that is not listed, and a blank, allow none.</param>
public sealed record ChoiceDependency(
    [Format(TextFormat.FieldName)] string Field, [MaxLength(1000)] EquatableArray<AllowedChoices> Values)
{
    /// <summary>True when the choice may stand beside the value of the other field.</summary>
    public bool Allows(string? controlling, string choice) =>
        controlling is not null && Values.Any(v => v.Value == controlling && v.Choices.Contains(choice));
}

/// <summary>The choices that one value of another field allows.</summary>
/// <param name="Value">The other field's choice; <c>true</c> or <c>false</c> for a checkbox.</param>
/// <param name="Choices">Choices of this field.</param>
[MapEntry]
public sealed record AllowedChoices(
    [Format(TextFormat.ChoiceKey)] string Value, [Format(TextFormat.ChoiceKey), MaxLength(1000)] EquatableArray<string> Choices);
