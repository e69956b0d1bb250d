using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A text that a hook shows to users by <c>t(name)</c>.</summary>
/// <param name="Name">Name, unique in the hook.</param>
/// <param name="Text">The text; <c>{name}</c> stands for a value that the hook gives.</param>
public sealed record HookMessage([Format(TextFormat.DocumentName)] string Name, [StringLength(1000, MinimumLength = 1)] LocalizedText Text);
