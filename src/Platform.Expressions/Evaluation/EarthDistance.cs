using System.Globalization;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>
/// The way between two places along a great circle of the mean radius of the Earth (IUGG, 6,371,008.8 m), which is at most 0.6 % from the way on
/// the ellipsoid. The formula is Vincenty's for a sphere: it is exact to a micrometre for neighbours and for antipodes alike, so that SQL and browser,
/// whose sines may differ in their last digit, come to the same whole metre.
/// </summary>
internal static class EarthDistance
{
    private const double Radius = 6_371_008.8, RadiansPerDegree = 0.017453292519943295;

    /// <summary>Whole metres; blank for a latitude beyond 90 or a longitude beyond 180 degrees.</summary>
    public static bool Metres(in ExactDecimal latitude, in ExactDecimal longitude, in ExactDecimal otherLatitude, in ExactDecimal otherLongitude, out long metres)
    {
        metres = 0;
        if (!TryRadians(latitude, 90, out double phi) || !TryRadians(longitude, 180, out double lambda)
            || !TryRadians(otherLatitude, 90, out double otherPhi) || !TryRadians(otherLongitude, 180, out double otherLambda))
        {
            return false;
        }

        double turn = otherLambda - lambda;
        double across = Math.Cos(otherPhi) * Math.Sin(turn);
        double along = (Math.Cos(phi) * Math.Sin(otherPhi)) - (Math.Sin(phi) * Math.Cos(otherPhi) * Math.Cos(turn));
        double apart = (Math.Sin(phi) * Math.Sin(otherPhi)) + (Math.Cos(phi) * Math.Cos(otherPhi) * Math.Cos(turn));
        metres = (long)Math.Floor((Radius * Math.Atan2(Math.Sqrt((across * across) + (along * along)), apart)) + 0.5);
        return true;
    }

    private static bool TryRadians(ExactDecimal degrees, int most, out double radians)
    {
        radians = double.Parse(degrees.ToString(), CultureInfo.InvariantCulture) * RadiansPerDegree;
        return ExactDecimal.TryFrom(most, out ExactDecimal limit) && degrees.Absolute() <= limit;
    }
}
