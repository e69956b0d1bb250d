using System.Runtime.CompilerServices;

namespace Platform.Runtime.Demo.Generation;

/// <summary>
/// Random numbers without state: each draw is a hash of the row's key and the place in the specification that draws. So a value
/// depends neither on the order of evaluation nor on other values, and any row can be computed again at any time.
/// The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
/// </summary>
internal static class DemoRandom
{
    /// <summary>Scrambles 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>64 random bits for a row at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(ulong row, ulong place) => Mix(row ^ Mix(place));

    /// <summary>A number in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unit(ulong row, ulong place) => (Bits(row, place) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    public static int Below(ulong row, ulong place, int count) => (int)(Unit(row, place) * count);

    /// <summary>A standard normal number (Box–Muller).</summary>
    public static double Normal(ulong row, ulong place)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Unit(row, place)));
        return radius * Math.Cos(2 * Math.PI * Unit(row, place + 1));
    }

    /// <summary>Turns the text of a place into its number (FNV-1a).</summary>
    public static ulong Place(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return hash;
    }
}
