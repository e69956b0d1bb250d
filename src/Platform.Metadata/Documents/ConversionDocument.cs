using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>What records of an object become: a lead an account, a contact and an opportunity. See docs/conversion.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record ConversionDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Conversion;

    /// <summary>Name of the object whose records are converted.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Expression that is true for the records that can be converted this way; null for all. <c>user</c> is who converts.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? When { get; init; }

    /// <summary>Of several conversions whose condition is true, the one with the least number applies when none is named.</summary>
    [Range(0, 1_000_000), DefaultValue(100)]
    public int Priority { get; init; } = 100;

    /// <summary>Date and time field, read-only, that takes the instant of the conversion; the same in every conversion of the object. A record that has one is converted, and cannot be changed.</summary>
    [Format(TextFormat.FieldName)]
    public required string ConvertedField { get; init; }

    /// <summary>What becomes of a record, in the order in which it is made.</summary>
    [MinLength(1)]
    [MaxLength(10)]
    public EquatableArray<ConversionTarget> Targets { get; init; }

    /// <summary>Fields of the converted record that are set, such as its status.</summary>
    [MaxLength(100)]
    public EquatableArray<FieldMapping> Set { get; init; }

    /// <summary>Records that lead to the converted one and come to lead to what it became.</summary>
    [MaxLength(50)]
    public EquatableArray<ConversionMove> Moves { get; init; }

    /// <summary>Aliases of the targets that take over tasks about the record, the first one there is; empty to leave them.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(10)]
    public EquatableArray<string> Tasks { get; init; }

    /// <summary>Aliases of the targets that take over comments on the record, the first one there is; empty to leave them.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(10)]
    public EquatableArray<string> Comments { get; init; }

    /// <summary>False: records cannot be converted this way. Those that were stay converted.</summary>
    public bool Active { get; init; } = true;
}
