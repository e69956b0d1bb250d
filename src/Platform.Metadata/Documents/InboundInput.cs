using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A value that is taken out of a call's body.</summary>
/// <param name="Name">By which expressions name it: <c>record.email</c>.</param>
/// <param name="At">Its place, as a JSON pointer (RFC 6901): <c>/contact/email</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Required">A call without it is refused.</param>
public sealed record InboundInput(
    [Format(TextFormat.FieldName)] string Name,
    [StringLength(500, MinimumLength = 1)] string At,
    InboundType Type = InboundType.Text,
    bool Required = false);

/// <summary>Type of a value in a call's body.</summary>
public enum InboundType
{
    /// <summary>A string; numbers and truth values are taken as their text.</summary>
    Text,

    /// <summary>A number, or a string that is one.</summary>
    Number,

    /// <summary>A whole number, or a string that is one.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A string such as 2026-10-01.</summary>
    Date,

    /// <summary>A string such as 2026-10-01T08:00:00Z.</summary>
    DateTime,
}

/// <summary>A field that a call sets.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Expression over the inputs, as fields of <c>record</c>.</param>
public sealed record InboundValue(
    [Format(TextFormat.FieldName)] string Field,
    [StringLength(4000, MinimumLength = 1)] string Value);
