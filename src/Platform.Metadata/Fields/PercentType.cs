using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>A share, stored as a fraction: 0.2 is shown as 20 %.</summary>
/// <param name="Scale">Digits after the point of the percentage shown; the fraction keeps two more.</param>
/// <param name="Min">Least allowed fraction or null.</param>
/// <param name="Max">Greatest allowed fraction or null.</param>
public sealed record PercentType([Range(0, 10)] int Scale = 2, decimal? Min = null, decimal? Max = null) : FieldType;
