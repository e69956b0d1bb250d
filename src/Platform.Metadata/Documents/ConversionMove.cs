using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Records of an object that lead to the converted one, and come to lead to what it became.</summary>
/// <param name="Object">Their object.</param>
/// <param name="Field">Their reference to the converted record.</param>
/// <param name="To">Aliases of targets, of which the first that there is counts; without any the records stay as they are.</param>
/// <param name="Into">Reference of theirs that takes the target, while <paramref name="Field"/> stays; null when the field itself is turned.</param>
public sealed record ConversionMove(
    [Format(TextFormat.ObjectName)] string Object,
    [Format(TextFormat.FieldName)] string Field,
    [Format(TextFormat.FieldName), MinLength(1), MaxLength(10)] EquatableArray<string> To,
    [Format(TextFormat.FieldName)] string? Into = null);
