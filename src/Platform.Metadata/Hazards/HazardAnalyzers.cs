using Platform.Metadata.Collections;

namespace Platform.Metadata.Hazards;

/// <summary>Every analyzer, and what they say about a plan.</summary>
public static class HazardAnalyzers
{
    /// <summary>The analyzers in the order in which their hazards are shown.</summary>
    public static IReadOnlyList<IHazardAnalyzer> All { get; } =
    [
        new DroppedRecords(), new DroppedValues(), new SharedValues(), new UsedChoices(), new UsedStages(), new UnconvertibleValues(), new LossyValues(),
        new MissingValues(), new TooLongTexts(), new OutOfRangeNumbers(), new LongRewrites(), new LongScans(), new BackgroundWork(),
        new UsedFields(), new ComputedValues(), new BrokenRules(), new RunningApprovals(), new AskedRights(), new WidenedRoles(), new LeftWithoutGovernors(),
    ];

    /// <summary>The questions to the live data that a plan raises.</summary>
    public static EquatableArray<HazardProbe> Probes(HazardContext context) =>
        context.Storage.Changes.SelectMany((change, index) => All.SelectMany(a => a.Probe(context, index, change))).ToEquatableArray();

    /// <summary>The hazards that are known without asking.</summary>
    public static EquatableArray<Hazard> Estimates(HazardContext context) =>
        context.Storage.Changes.SelectMany((change, index) => All.SelectMany(a => a.Estimate(context, index, change))).ToEquatableArray();
}
