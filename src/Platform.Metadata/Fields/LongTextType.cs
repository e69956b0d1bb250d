using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>Several lines of plain text.</summary>
/// <param name="MaxLength">Most characters, 1 to 1,000,000.</param>
public sealed record LongTextType([Range(1, 1_000_000)] int MaxLength = 32_000) : FieldType;
