using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Documents;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>References to any number of records of one object, in a link table.</summary>
/// <param name="Target">Name of the object.</param>
/// <param name="Inverse">Name of the to-many field on the target, or null.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
/// <param name="Choosable">Expression over <c>target</c>, <c>record</c>, <c>user</c>, <c>now</c>, <c>today</c>: only records of which it is true can be chosen.</param>
public sealed record ManyToManyType(
    [Format(TextFormat.ObjectName)] string Target,
    [Format(TextFormat.FieldName, Declares = true)] string? Inverse = null,
    [StringLength(255, MinimumLength = 1)] LocalizedText? InverseLabel = null,
    [StringLength(4000, MinimumLength = 1)] string? Choosable = null) : FieldType;
