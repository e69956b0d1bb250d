using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>An exact decimal number, PostgreSQL <c>numeric(precision, scale)</c>.</summary>
/// <param name="Precision">Digits in all, 1 to 28.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>; more digits in a value are refused, never rounded.</param>
/// <param name="Min">Least allowed value or null.</param>
/// <param name="Max">Greatest allowed value or null.</param>
public sealed record DecimalType(
    [Range(1, 28)] int Precision = 18, [Range(0, 28)] int Scale = 2, decimal? Min = null, decimal? Max = null) : FieldType;
