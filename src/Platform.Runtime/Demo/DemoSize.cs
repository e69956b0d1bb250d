namespace Platform.Runtime.Demo;

/// <summary>How much demo data: the number of rows of the leading object; the other objects keep their proportion to it.</summary>
public enum DemoSize
{
    /// <summary>For looking around and for tests: a thousand opportunities in the sales app.</summary>
    S,

    /// <summary>For work on speed: a hundred thousand.</summary>
    M,

    /// <summary>For benchmarks: a million.</summary>
    L,
}
