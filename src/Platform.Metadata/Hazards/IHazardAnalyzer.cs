using Platform.Metadata.Changes;

namespace Platform.Metadata.Hazards;

/// <summary>Knows one kind of hazard.</summary>
public interface IHazardAnalyzer
{
    /// <summary>Questions to the live data that a change raises.</summary>
    IEnumerable<HazardProbe> Probe(HazardContext context, int index, ModelChange change) => [];

    /// <summary>Hazards of a change that are known without asking, from estimates and documents.</summary>
    IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change) => [];
}
