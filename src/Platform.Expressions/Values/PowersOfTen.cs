using System.Numerics;

namespace Platform.Expressions.Values;

/// <summary>The powers of ten that fixed-point arithmetic needs.</summary>
internal static class PowersOfTen
{
    private static readonly Int128[] Narrow = Build(39, static x => (Int128)x);
    private static readonly BigInteger[] Wide = Build(80, static x => x);

    /// <summary>10 to the power, 0 to 38.</summary>
    public static Int128 Int128(int power) => Narrow[power];

    /// <summary>10 to the power, 0 to 79.</summary>
    public static BigInteger Big(int power) => Wide[power];

    private static T[] Build<T>(int count, Func<BigInteger, T> convert) =>
        [.. Enumerable.Range(0, count).Select(power => convert(BigInteger.Pow(10, power)))];
}
