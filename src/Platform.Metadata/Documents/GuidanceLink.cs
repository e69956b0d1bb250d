using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Documents;

/// <summary>Material that helps in a stage.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Url">Where it is: an <c>https</c> address, or a path of the application.</param>
public sealed record GuidanceLink(
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [StringLength(2000, MinimumLength = 1)] string Url);
