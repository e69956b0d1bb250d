namespace Platform.Metadata.Hazards;

/// <summary>A record that a hazard concerns.</summary>
/// <param name="Id">Id of the record.</param>
/// <param name="Value">Its present value as text, or null.</param>
public sealed record HazardSample(string? Id, string? Value);
