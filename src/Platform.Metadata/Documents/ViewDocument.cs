using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A list view: columns, filter and order.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record ViewDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.View;

    /// <summary>Name of the object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Columns: field names, or one step over a lookup (<c>account.name</c>).</summary>
    [Format(TextFormat.FieldPath)]
    [MinLength(1)]
    [MaxLength(50)]
    public EquatableArray<string> Columns { get; init; }

    /// <summary>Filter in the JSON form of the API's filter argument, or null; the string <c>"$me"</c> stands for the current user's id.</summary>
    public JsonText? Filter { get; init; }

    /// <summary>Order.</summary>
    [MaxLength(5)]
    public EquatableArray<SortKey> Sort { get; init; }

    /// <summary>The view opened first; at most one per object.</summary>
    public bool Default { get; init; }
}
