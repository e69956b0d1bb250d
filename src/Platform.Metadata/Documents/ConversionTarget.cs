using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A record that another becomes: made, or found and attached.</summary>
/// <param name="Alias">Its name in the conversion: in expressions of later targets, and in the API. In all conversions of an object it is of the same object.</param>
/// <param name="Object">Its object.</param>
/// <param name="Label">What it is called where people convert; the object's label when null.</param>
/// <param name="When">Expression that is true when there is such a target, or null for always: <c>!blank(record.company)</c>.</param>
/// <param name="Optional">True: whoever converts may leave it out.</param>
/// <param name="Link">Lookup of the converted record, read-only, that keeps what was made or attached; null for none.</param>
/// <param name="DuplicateRules">Rules that find records to attach: of its object, or of the converted one against it. Empty: every active rule of its object.</param>
/// <param name="Set">Its fields.</param>
public sealed record ConversionTarget(
    [Format(TextFormat.FieldName)] string Alias,
    [Format(TextFormat.ObjectName)] string Object,
    [StringLength(255, MinimumLength = 1)] LocalizedText? Label = null,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    bool Optional = false,
    [Format(TextFormat.FieldName)] string? Link = null,
    [Format(TextFormat.DocumentName), MaxLength(20)] EquatableArray<string> DuplicateRules = default,
    [MaxLength(200)] EquatableArray<FieldMapping> Set = default);
