using Platform.Metadata.Documents;

namespace Platform.Runtime.BackTests;

/// <summary>A part of a back-test.</summary>
/// <param name="Tried">How many saves were tried.</param>
/// <param name="Differing">How many of them come out differently.</param>
/// <param name="Differences">The first of these.</param>
/// <param name="Next">The instant before which the next part begins, UTC; null at the end.</param>
internal sealed record BackTestPortion(int Tried, int Differing, IReadOnlyList<BackTestDifference> Differences, DateTime? Next);

/// <summary>A save that comes out differently.</summary>
/// <param name="Hook">The hook.</param>
/// <param name="Event">The event.</param>
/// <param name="Save">The save.</param>
/// <param name="Before">What the hook makes of it as it is.</param>
/// <param name="After">What it would make of it.</param>
internal sealed record BackTestDifference(string Hook, HookEvent Event, EarlierSave Save, BackTestOutcome Before, BackTestOutcome After);
