using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>One translated text.</summary>
/// <param name="Key">Key; see <see cref="TranslationDocument.Entries"/>.</param>
/// <param name="Text">The text.</param>
[MapEntry]
public sealed record TranslationEntry([Format(TextFormat.TranslationKey)] string Key, [StringLength(4000, MinimumLength = 1)] string Text);
