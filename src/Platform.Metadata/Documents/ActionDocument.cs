using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>An operation of one's own, with typed input and output: a mutation or a query of the API, and a button on the records of an object. See docs/hooks.md.</summary>
[Named(TextFormat.FieldName, LabelRequired = true)]
public sealed record ActionDocument : ScriptDocument
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Action;

    /// <summary>Object whose records it is about, one at a time; null for an action that is about none.</summary>
    [Format(TextFormat.ObjectName)]
    public string? Object { get; init; }

    /// <summary>Whether it may write, or only reads and gives something back.</summary>
    public ActionType Type { get; init; } = ActionType.Mutation;

    /// <summary>What it is given, as fields of a form.</summary>
    [MaxLength(30)]
    public EquatableArray<FieldDocument> Input { get; init; }

    /// <summary>What it gives back.</summary>
    [MaxLength(30)]
    public EquatableArray<FieldDocument> Output { get; init; }

    /// <summary>Roles that may carry it out, besides those with the right <c>customize</c>; empty for everybody.</summary>
    [Format(TextFormat.DocumentName)]
    [MaxLength(100)]
    public EquatableArray<string> Roles { get; init; }

    /// <summary>What people are asked before it is carried out; null to ask nothing.</summary>
    [StringLength(1000, MinimumLength = 1)]
    public LocalizedText? Confirm { get; init; }
}
