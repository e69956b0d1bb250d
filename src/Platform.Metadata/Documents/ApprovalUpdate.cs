using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A field of the record that an approval sets.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Expression that gives its value; a blank clears it. <c>user</c> is the submitter.</param>
public sealed record ApprovalUpdate(
    [Format(TextFormat.FieldName)] string Field,
    [StringLength(4000, MinimumLength = 1)] string Value);
