using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>A reference to one record of one of several objects (an activity's subject).</summary>
/// <param name="Targets">Names of the objects, at least one.</param>
/// <param name="Inverse">Name of the to-many field on every target, or null.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
/// <param name="Choosable">Conditions by the name of a target; of a target that is not listed, every record can be chosen.</param>
public sealed record PolymorphicLookupType(
    [Format(TextFormat.ObjectName), MinLength(1), MaxLength(50)] EquatableArray<string> Targets,
    [Format(TextFormat.FieldName, Declares = true)] string? Inverse = null,
    [StringLength(255, MinimumLength = 1)] LocalizedText? InverseLabel = null,
    [MaxLength(50)] EquatableArray<TargetCondition> Choosable = default) : FieldType;
