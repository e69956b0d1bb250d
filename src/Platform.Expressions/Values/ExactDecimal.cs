using System.Globalization;
using System.Numerics;

namespace Platform.Expressions.Values;

/// <summary>
/// The decimal of expressions: exact, at most 20 digits after the point, magnitude below 10^18 (decision 0020). Operations that leave
/// the range answer false; what has more than 20 digits after the point is rounded, halves away from zero. Equal values are equal
/// whatever digits they were written with.
/// </summary>
public readonly partial struct ExactDecimal : IEquatable<ExactDecimal>, IComparable<ExactDecimal>
{
    /// <summary>Most digits after the point.</summary>
    public const int MaxScale = 20;

    /// <summary>Most digits before the point.</summary>
    public const int MaxIntegerDigits = 18;

    private readonly Int128 units;
    private readonly int scale;

    private ExactDecimal(Int128 units, int scale)
    {
        this.units = units;
        this.scale = scale;
    }

    /// <summary>0.</summary>
    public static ExactDecimal Zero => default;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Int128.Sign(units);

    /// <summary>The number, when it is in range.</summary>
    public static bool TryFrom(long value, out ExactDecimal result) => InRange(value, 0, out result);

    /// <summary>The number, rounded to 20 digits after the point, when it is in range.</summary>
    public static bool TryFrom(decimal value, out ExactDecimal result)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int digits = (bits[3] >> 16) & 0xFF;
        Int128 magnitude = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return Rounded(bits[3] < 0 ? -magnitude : magnitude, digits, out result);
    }

    /// <summary>
    /// Reads <c>-12.5</c>: a sign, 1 to 30 digits, and a point with 1 to 30 digits after it if need be; no exponent, no blanks.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactDecimal result)
    {
        result = default;
        ReadOnlySpan<char> digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point], fraction = point < 0 ? [] : digits[(point + 1)..];
        if (!AreDigits(whole) || (point >= 0 && !AreDigits(fraction))) return false;
        BigInteger magnitude = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        return Rounded(text[0] == '-' ? -magnitude : magnitude, fraction.Length, out result);
    }

    /// <summary>a + b, when it is in range.</summary>
    public static bool TryAdd(in ExactDecimal a, in ExactDecimal b, out ExactDecimal result)
    {
        int common = Math.Max(a.scale, b.scale);
        Int128 x = a.At(common), y = b.At(common), sum = unchecked(x + y);
        // At 20 digits a sum may pass 2^127; then its sign flips.
        if (Int128.IsNegative(x) == Int128.IsNegative(y) && Int128.IsNegative(sum) != Int128.IsNegative(x))
        {
            result = default;
            return false;
        }

        return InRange(sum, common, out result);
    }

    /// <summary>a − b, when it is in range.</summary>
    public static bool TrySubtract(in ExactDecimal a, in ExactDecimal b, out ExactDecimal result) => TryAdd(a, b.Negated(), out result);

    /// <summary>a · b, when it is in range.</summary>
    public static bool TryMultiply(in ExactDecimal a, in ExactDecimal b, out ExactDecimal result)
    {
        int digits = a.scale + b.scale;
        if (a.units >= long.MinValue && a.units <= long.MaxValue && b.units >= long.MinValue && b.units <= long.MaxValue)
        {
            long high = Math.BigMul((long)a.units, (long)b.units, out long low);
            return Rounded(new Int128((ulong)high, (ulong)low), digits, out result);
        }

        return Rounded((BigInteger)a.units * b.units, digits, out result);
    }

    /// <summary>a ÷ b to 20 digits after the point, when b is not zero and the quotient in range.</summary>
    public static bool TryDivide(in ExactDecimal a, in ExactDecimal b, out ExactDecimal result)
    {
        result = default;
        if (b.units == 0) return false;
        int shift = MaxScale + b.scale - a.scale;
        UInt128 dividend = Magnitude(a.units), divisor = Magnitude(b.units);
        bool negative = Int128.IsNegative(a.units) != Int128.IsNegative(b.units);
        // 10^n has at most 10n/3 + 1 bits: a product that surely fits 128 bits spares the wide division.
        if (shift <= 38 && (int)UInt128.LeadingZeroCount(dividend) > (10 * shift / 3) + 1)
        {
            (UInt128 quotient, UInt128 rest) = UInt128.DivRem(dividend * (UInt128)PowersOfTen.Int128(shift), divisor);
            if (rest >= divisor - rest) quotient++;
            return quotient <= (UInt128)Int128.MaxValue && Shortened(negative ? -(Int128)quotient : (Int128)quotient, out result);
        }

        BigInteger wide = (BigInteger)a.units * PowersOfTen.Big(shift + 1) / b.units;
        return Rounded(wide, MaxScale + 1, out result);
    }

    /// <summary>−this.</summary>
    public ExactDecimal Negated() => new(-units, scale);

    /// <summary>|this|.</summary>
    public ExactDecimal Absolute() => new(Int128.Abs(units), scale);

    /// <inheritdoc/>
    public int CompareTo(ExactDecimal other)
    {
        if (scale == other.scale) return units.CompareTo(other.units);
        int common = Math.Max(scale, other.scale);
        return At(common).CompareTo(other.At(common));
    }

    /// <inheritdoc/>
    public bool Equals(ExactDecimal other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExactDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => At(MaxScale).GetHashCode();

    /// <summary>Equal values.</summary>
    public static bool operator ==(ExactDecimal left, ExactDecimal right) => left.Equals(right);

    /// <summary>Different values.</summary>
    public static bool operator !=(ExactDecimal left, ExactDecimal right) => !left.Equals(right);

    /// <summary>Less.</summary>
    public static bool operator <(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Greater.</summary>
    public static bool operator >(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) >= 0;

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length is > 0 and <= 30 && !text.ContainsAnyExceptInRange('0', '9');

    private static UInt128 Magnitude(Int128 value) => (UInt128)Int128.Abs(value);

    private Int128 At(int wanted) => wanted == scale ? units : units * PowersOfTen.Int128(wanted - scale);

    private static bool InRange(Int128 units, int scale, out ExactDecimal result)
    {
        Int128 limit = PowersOfTen.Int128(MaxIntegerDigits + scale);
        bool fits = units < limit && units > -limit;
        result = fits ? new ExactDecimal(units, scale) : default;
        return fits;
    }

    private static bool Rounded(Int128 units, int digits, out ExactDecimal result)
    {
        if (digits <= MaxScale) return InRange(units, digits, out result);
        return InRange(DivideRounding(units, digits - MaxScale), MaxScale, out result);
    }

    private static bool Rounded(BigInteger units, int digits, out ExactDecimal result)
    {
        int places = Math.Min(digits, MaxScale);
        if (digits > MaxScale)
        {
            BigInteger divisor = PowersOfTen.Big(digits - MaxScale);
            BigInteger quotient = BigInteger.DivRem(units, divisor, out BigInteger rest);
            units = BigInteger.Abs(rest) * 2 >= divisor ? quotient + units.Sign : quotient;
        }

        result = default;
        return BigInteger.Abs(units) < PowersOfTen.Big(MaxIntegerDigits + places) && InRange((Int128)units, places, out result);
    }

    private static Int128 DivideRounding(Int128 units, int digits)
    {
        Int128 divisor = PowersOfTen.Int128(digits);
        (Int128 quotient, Int128 rest) = Int128.DivRem(units, divisor);
        return Int128.Abs(rest) >= divisor - Int128.Abs(rest) ? quotient + Int128.Sign(units) : quotient;
    }

    /// <summary>Takes trailing zeros off a quotient of 20 digits, so that what follows works on small numbers.</summary>
    private static bool Shortened(Int128 units, out ExactDecimal result)
    {
        if (units <= long.MaxValue && units >= long.MinValue)
        {
            long small = (long)units;
            int digits = MaxScale;
            while (digits > 0 && small % 10_000 == 0 && digits >= 4) (small, digits) = (small / 10_000, digits - 4);
            return InRange(small, digits, out result);
        }

        const ulong Step = 10_000_000_000_000_000;
        (Int128 shorter, Int128 rest) = Int128.DivRem(units, Step);
        return rest == 0 ? InRange(shorter, MaxScale - 16, out result) : InRange(units, MaxScale, out result);
    }
}
