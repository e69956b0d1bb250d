using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>Formatted text as sanitised HTML.</summary>
/// <param name="MaxLength">Most characters of markup, 1 to 1,000,000.</param>
public sealed record RichTextType([Range(1, 1_000_000)] int MaxLength = 128_000) : FieldType;
