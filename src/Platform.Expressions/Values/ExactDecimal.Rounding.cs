using System.Globalization;

namespace Platform.Expressions.Values;

public readonly partial struct ExactDecimal
{
    /// <summary>
    /// Rounded to so many digits after the point (negative: before it), halves away from zero; false when that leaves the range.
    /// </summary>
    public bool TryRound(int digits, out ExactDecimal result)
    {
        if (digits >= scale)
        {
            result = this;
            return true;
        }

        if (digits < -MaxIntegerDigits)
        {
            result = default;
            return true;
        }

        Int128 rounded = DivideRounding(units, scale - digits);
        return digits >= 0 ? InRange(rounded, digits, out result) : InRange(rounded * PowersOfTen.Int128(-digits), 0, out result);
    }

    /// <summary>The whole number next to it towards zero.</summary>
    public ExactDecimal Truncated() => new(units / PowersOfTen.Int128(scale), 0);

    /// <summary>The greatest whole number not above; false when that leaves the range.</summary>
    public bool TryFloor(out ExactDecimal result) => Whole(Int128.IsNegative(units) ? -1 : 0, out result);

    /// <summary>The least whole number not below; false when that leaves the range.</summary>
    public bool TryCeiling(out ExactDecimal result) => Whole(Int128.IsPositive(units) ? 1 : 0, out result);

    /// <summary>The whole number next to it towards zero, as 64 bits.</summary>
    public long ToInt64() => (long)(units / PowersOfTen.Int128(scale));

    /// <summary>The number as <see cref="decimal"/>, which has 28 digits: rounded to what fits, exact for numbers of 28 digits or fewer.</summary>
    public decimal ToDecimal()
    {
        Int128 magnitude = Int128.Abs(units);
        int digits = scale;
        Int128 limit = ((Int128)1 << 96) - 1;
        int dropped = 0;
        while (magnitude / PowersOfTen.Int128(dropped) > limit) dropped++;
        if (dropped > 0)
        {
            magnitude = DivideRounding(magnitude, dropped);
            digits -= dropped;
        }

        ulong low = (ulong)magnitude;
        uint high = (uint)(magnitude >> 64);
        return new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)high, Int128.IsNegative(units), (byte)digits);
    }

    /// <summary>Digits without needless zeros: <c>-12.5</c>, <c>0</c>, <c>1200</c>.</summary>
    public override string ToString()
    {
        string digits = Int128.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = Int128.IsNegative(units) ? "-" : string.Empty;
        string fraction = digits[^scale..].TrimEnd('0');
        string whole = digits[..^scale];
        return fraction.Length == 0 ? sign + whole : $"{sign}{whole}.{fraction}";
    }

    private bool Whole(int awayFromZero, out ExactDecimal result)
    {
        (Int128 quotient, Int128 rest) = Int128.DivRem(units, PowersOfTen.Int128(scale));
        return InRange(rest == 0 ? quotient : quotient + awayFromZero, 0, out result);
    }
}
