using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>The functions over whole numbers and decimals; what overflows is blank.</summary>
internal static class NumberSteps
{
    public static bool Add(in long a, in long b, out long result)
    {
        result = unchecked(a + b);
        return ((a ^ result) & (b ^ result)) >= 0;
    }

    public static bool Subtract(in long a, in long b, out long result)
    {
        result = unchecked(a - b);
        return ((a ^ b) & (a ^ result)) >= 0;
    }

    public static bool Multiply(in long a, in long b, out long result)
    {
        long high = Math.BigMul(a, b, out result);
        return high == result >> 63;
    }

    public static bool Divide(in long a, in long b, out long result)
    {
        bool defined = b != 0 && !(a == long.MinValue && b == -1);
        result = defined ? a / b : 0;
        return defined;
    }

    public static bool Remainder(in long a, in long b, out long result)
    {
        result = b is 0 or -1 ? 0 : a % b;
        return b != 0;
    }

    public static bool Negate(in long a, out long result)
    {
        result = unchecked(-a);
        return a != long.MinValue;
    }

    public static bool Absolute(in long a, out long result)
    {
        result = a == long.MinValue ? 0 : Math.Abs(a);
        return a != long.MinValue;
    }

    public static bool Same<T>(in T a, out T result)
    {
        result = a;
        return true;
    }

    public static bool Floor(in ExactDecimal a, out ExactDecimal result) => a.TryFloor(out result);

    public static bool Ceiling(in ExactDecimal a, out ExactDecimal result) => a.TryCeiling(out result);

    public static bool RoundTo(in ExactDecimal a, in long digits, out ExactDecimal result) =>
        a.TryRound((int)Math.Clamp(digits, -100, 100), out result);
}
