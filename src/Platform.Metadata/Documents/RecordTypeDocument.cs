using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A kind of record within an object, with choices, defaults and a page of its own.</summary>
/// <param name="Name">Stored in the field <c>recordType</c>: a stable key such as <c>renewal</c>.</param>
/// <param name="Label">What people see.</param>
/// <param name="Description">For administrators.</param>
/// <param name="Active">False: existing records keep it, no record can take it.</param>
/// <param name="Default">New records get it when nothing else is asked for; the first active one when none is marked.</param>
/// <param name="Picklists">Choices that its records may have, per picklist field; a field that is not listed keeps all.</param>
/// <param name="Defaults">Constants that go before those of the fields.</param>
/// <param name="Layout">Name of the layout of its records; that of the object when null.</param>
public sealed record RecordTypeDocument(
    [Format(TextFormat.ChoiceKey)] string Name,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [StringLength(4000)] LocalizedText? Description,
    [DefaultValue(true)] bool Active,
    bool Default,
    [MaxLength(100)] EquatableArray<FieldChoices> Picklists,
    [MaxLength(100)] EquatableArray<FieldConstant> Defaults,
    [Format(TextFormat.DocumentName)] string? Layout = null);

/// <summary>Choices of one picklist field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Values">Choices.</param>
[MapEntry]
public sealed record FieldChoices(
    [Format(TextFormat.FieldName)] string Field, [Format(TextFormat.ChoiceKey), MaxLength(1000)] EquatableArray<string> Values);

/// <summary>A constant for one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Value">The value in the JSON form of the field's type.</param>
[MapEntry]
public sealed record FieldConstant([Format(TextFormat.FieldName)] string Field, JsonText Value);
