using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Sql;

namespace Platform.Metadata.Hazards;

/// <summary>A question to the live data: a hazard stands when it counts more than none.</summary>
/// <param name="Code">One of <see cref="HazardCodes"/>.</param>
/// <param name="Severity">Severity of the hazard.</param>
/// <param name="Change">Index of the change in the plan's list.</param>
/// <param name="Query">One row: the count (bigint), and up to five samples as a JSON array of <c>{id, value}</c>.</param>
/// <param name="Message">The message for a count.</param>
public sealed record HazardProbe(
    string Code, HazardSeverity Severity, int Change, SqlSelect Query, Func<long, LocalizedText> Message)
{
    /// <summary>Table and column that would refuse the counted rows by NOT NULL; null when none does.</summary>
    public (string Table, string Column)? NotNullColumn { get; init; }

    /// <summary>The hazard that the answer makes, or null when nothing was counted.</summary>
    public Hazard? Answer(long count, EquatableArray<HazardSample> samples) =>
        count == 0 ? null : new Hazard(Code, Severity, Change, Message(count), count, samples);
}
