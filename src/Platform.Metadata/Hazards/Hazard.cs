using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Hazards;

/// <summary>Something a plan would do to live data or to those who work with it.</summary>
/// <param name="Code">One of <see cref="HazardCodes"/>.</param>
/// <param name="Severity">What it asks of whoever applies the plan.</param>
/// <param name="Change">Index of the change in the plan's list.</param>
/// <param name="Message">What will happen, with the count.</param>
/// <param name="Count">Rows concerned: counted for hazards of values, estimated for those of time.</param>
/// <param name="Samples">Up to five of them.</param>
public sealed record Hazard(
    string Code, HazardSeverity Severity, int Change, LocalizedText Message, long Count, EquatableArray<HazardSample> Samples);
