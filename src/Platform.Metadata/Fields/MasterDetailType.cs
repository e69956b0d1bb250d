using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Documents;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>
/// A required reference to a master that the record is part of: it is deleted and restored with the master, and takes the master's
/// owner and access rights.
/// </summary>
/// <param name="Target">Name of the master object.</param>
/// <param name="Inverse">Name of the to-many field on the master.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
/// <param name="Choosable">Expression over <c>target</c>, <c>record</c>, <c>user</c>, <c>now</c>, <c>today</c>: only records of which it is true can be chosen.</param>
public sealed record MasterDetailType(
    [Format(TextFormat.ObjectName)] string Target,
    [Format(TextFormat.FieldName, Declares = true)] string? Inverse = null,
    [StringLength(255, MinimumLength = 1)] LocalizedText? InverseLabel = null,
    [StringLength(4000, MinimumLength = 1)] string? Choosable = null) : FieldType;
