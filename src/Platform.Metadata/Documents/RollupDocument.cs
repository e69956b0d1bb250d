using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>How a field gets its value from the records of a list.</summary>
public sealed record RollupDocument
{
    /// <summary>The list: the inverse of a reference to this object, or a many-to-many field of it.</summary>
    [Format(TextFormat.FieldName)]
    public required string Relation { get; init; }

    /// <summary>What is made of its records.</summary>
    public required RollupFunction Function { get; init; }

    /// <summary>Field of those records that is taken; null for a count alone.</summary>
    [Format(TextFormat.FieldName)]
    public string? Field { get; init; }

    /// <summary>Condition over <c>record</c>, one of those records; null for all of them.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? Filter { get; init; }

    /// <summary>Field by which first and last are found, <c>createdAt</c> unless given; records in which it is blank come last.</summary>
    [Format(TextFormat.FieldName)]
    public string? OrderBy { get; init; }
}
