using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>Which records of one object a reference may point to.</summary>
/// <param name="Target">Name of the object, one of those that the field refers to.</param>
/// <param name="Condition">Expression over <c>target</c>, <c>record</c>, <c>user</c>, <c>now</c>, <c>today</c>: only records of which it is true can be chosen.</param>
[MapEntry]
public sealed record TargetCondition([Format(TextFormat.ObjectName)] string Target, [StringLength(4000, MinimumLength = 1)] string Condition);
