using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Documents;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>A reference to one record of one object.</summary>
/// <param name="Target">Name of the object.</param>
/// <param name="Inverse">Name of the to-many field on the target, or null when it has none.</param>
/// <param name="InverseLabel">Label of the to-many field; the plural label of this object when null.</param>
/// <param name="OnDelete">What happens here when the target is deleted.</param>
/// <param name="Choosable">Expression over <c>target</c>, <c>record</c>, <c>user</c>, <c>now</c>, <c>today</c>: only records of which it is true can be chosen.</param>
public sealed record LookupType(
    [Format(TextFormat.ObjectName)] string Target,
    [Format(TextFormat.FieldName, Declares = true)] string? Inverse = null,
    [StringLength(255, MinimumLength = 1)] LocalizedText? InverseLabel = null,
    OnDelete OnDelete = OnDelete.Clear,
    [StringLength(4000, MinimumLength = 1)] string? Choosable = null) : FieldType;
