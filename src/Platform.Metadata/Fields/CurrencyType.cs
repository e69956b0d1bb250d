using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>An amount of money in the record's currency (system field <c>currency</c> of every object that has a currency field).</summary>
/// <param name="Precision">Digits in all, 1 to 28.</param>
/// <param name="Scale">Digits after the point.</param>
/// <param name="Min">Least allowed value or null.</param>
/// <param name="Max">Greatest allowed value or null.</param>
public sealed record CurrencyType(
    [Range(1, 28)] int Precision = 18, [Range(0, 28)] int Scale = 2, decimal? Min = null, decimal? Max = null) : FieldType;
