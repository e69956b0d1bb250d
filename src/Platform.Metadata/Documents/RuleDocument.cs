using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A validation rule: a write after which its expression is true is refused.</summary>
/// <param name="Name">Unique among the rules of the object.</param>
/// <param name="Label">What administrators see; the name when null.</param>
/// <param name="InvalidWhen">Expression over <c>record</c>, <c>old</c>, <c>user</c>, <c>now</c>, <c>today</c>; a blank is not true.</param>
/// <param name="Message">Says what is wrong and what to do.</param>
/// <param name="Fields">Fields at which the message stands; the record as a whole when empty.</param>
/// <param name="Active">False: the rule is kept but not asked.</param>
public sealed record RuleDocument(
    [Format(TextFormat.DocumentName)] string Name,
    [StringLength(255, MinimumLength = 1)] LocalizedText? Label,
    [StringLength(4000, MinimumLength = 1)] string InvalidWhen,
    [StringLength(1000, MinimumLength = 1)] LocalizedText Message,
    [Format(TextFormat.FieldName), MaxLength(20)] EquatableArray<string> Fields,
    [DefaultValue(true)] bool Active);
