using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>When two records count as one thing told twice, and what is done when such a record is written.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record DuplicateRuleDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.DuplicateRule;

    /// <summary>Name of the object whose records are checked.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Name of the object among whose records the same thing is looked for; null for the object itself.</summary>
    [Format(TextFormat.ObjectName)]
    public string? Against { get; init; }

    /// <summary>The ways in which two records can be the same; one of them is enough.</summary>
    [MinLength(1)]
    [MaxLength(10)]
    public EquatableArray<DuplicateMatch> Matches { get; init; }

    /// <summary>What is done when a record is made.</summary>
    public DuplicateAction OnCreate { get; init; } = DuplicateAction.Warn;

    /// <summary>What is done when a record changes in a field that the rule compares.</summary>
    public DuplicateAction OnEdit { get; init; } = DuplicateAction.Warn;

    /// <summary>Fields of the record found that are shown to whoever writes, whatever their rights; what names a record when empty.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(10)]
    public EquatableArray<string> Shown { get; init; }

    /// <summary>False: the rule is kept, and not applied.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Name of the object among whose records is looked.</summary>
    public string Target => Against ?? Object;
}
