namespace Platform.Runtime.BackTests;

/// <summary>How long a part of a back-test takes. It tries one save at least, however long that and the reading of history took.</summary>
/// <param name="Enough">A part ends after the transaction during which this has passed.</param>
/// <param name="TooMuch">A part ends at once when this has passed: what is left of the transaction is passed over.</param>
internal sealed record BackTestLimits(TimeSpan Enough, TimeSpan TooMuch)
{
    /// <summary>What somebody who waits for a part is content with.</summary>
    public static BackTestLimits Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
}
