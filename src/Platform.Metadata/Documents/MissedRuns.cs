namespace Platform.Metadata.Documents;

/// <summary>What becomes of runs that were due while the platform stood still.</summary>
public enum MissedRuns
{
    /// <summary>One run makes up for them, however many they are.</summary>
    Once,

    /// <summary>They do not happen; the next one does.</summary>
    Skip,
}
