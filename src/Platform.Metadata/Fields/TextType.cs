using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>One line of text. <paramref name="Pattern"/> is a .NET non-backtracking regular expression that the whole value must match.</summary>
/// <param name="MaxLength">Most characters (Unicode scalar values), 1 to 4000.</param>
/// <param name="Pattern">Regular expression or null.</param>
public sealed record TextType([Range(1, 4000)] int MaxLength = 255, [StringLength(1000, MinimumLength = 1)] string? Pattern = null) : FieldType;
