using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>An index over fields of one object.</summary>
/// <param name="Fields">Field names in key order.</param>
/// <param name="Unique">No two live records share the combination; one with a blank is never shared.</param>
/// <param name="IgnoreCase">Of a unique index: texts are the same whatever their case.</param>
/// <param name="WithDeleted">Of an index that is not unique: it finds the records of the recycle bin too.</param>
/// <param name="Message">Of a unique index: what whoever gives a combination that is taken is told; null for the platform's own words.</param>
public sealed record IndexDocument(
    [Format(TextFormat.FieldName), MinLength(1), MaxLength(8)] EquatableArray<string> Fields,
    bool Unique = false,
    bool IgnoreCase = true,
    bool WithDeleted = false,
    [StringLength(1000, MinimumLength = 1)] LocalizedText? Message = null);
