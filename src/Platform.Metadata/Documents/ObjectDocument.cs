using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>An object: a kind of record with its own table, API and pages.</summary>
[Named(TextFormat.ObjectName, LabelRequired = true)]
public sealed record ObjectDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Object;

    /// <summary>Plural label.</summary>
    [StringLength(255, MinimumLength = 1)]
    public required LocalizedText PluralLabel { get; init; }

    /// <summary>Plural API name in lower camel case, for example <c>opportunities</c>; derived from the name when left out.</summary>
    [Format(TextFormat.FieldName, Declares = true)]
    public string? Plural { get; init; }

    /// <summary>Icon key of the user interface, for example <c>handshake</c>.</summary>
    [Format(TextFormat.IconKey)]
    public string? Icon { get; init; }

    /// <summary>Name of the field that names a record in lists, pickers and titles.</summary>
    [Format(TextFormat.FieldName)]
    public required string NameField { get; init; }

    /// <summary>Who owns records.</summary>
    public Ownership Ownership { get; init; } = Ownership.User;

    /// <summary>Fields in document order, without the system fields that every object has.</summary>
    [MaxLength(500)]
    public EquatableArray<FieldDocument> Fields { get; init; }

    /// <summary>Indexes beyond those that fields ask for.</summary>
    [MaxLength(50)]
    public EquatableArray<IndexDocument> Indexes { get; init; }

    /// <summary>Validation rules.</summary>
    [MaxLength(100)]
    public EquatableArray<RuleDocument> Rules { get; init; }

    /// <summary>Kinds of records; with any, every record has one in the field <c>recordType</c>.</summary>
    [MaxLength(50)]
    public EquatableArray<RecordTypeDocument> RecordTypes { get; init; }

    /// <summary>Names of the text fields that <c>search:</c> and pickers look in; the name field when empty.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(10)]
    public EquatableArray<string> SearchFields { get; init; }

    /// <summary>True: every change of a field is kept in the record's history.</summary>
    public bool TrackHistory { get; init; } = true;

    /// <summary>What callers may write at most.</summary>
    public RecordWrites Writes { get; init; } = RecordWrites.All;
}
