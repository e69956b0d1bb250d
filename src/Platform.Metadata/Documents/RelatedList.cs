using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Child records shown on the record page.</summary>
/// <param name="Relation">Name of the to-many field on this object.</param>
/// <param name="Columns">Columns, names of the child's fields.</param>
/// <param name="Sort">Order.</param>
public sealed record RelatedList(
    [Format(TextFormat.FieldName)] string Relation,
    [Format(TextFormat.FieldPath), MinLength(1), MaxLength(20)] EquatableArray<string> Columns,
    [MaxLength(5)] EquatableArray<SortKey> Sort);
