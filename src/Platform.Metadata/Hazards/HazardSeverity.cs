namespace Platform.Metadata.Hazards;

/// <summary>What a hazard asks of whoever applies a plan.</summary>
public enum HazardSeverity
{
    /// <summary>Nothing; it is told.</summary>
    Info,

    /// <summary>Its code must be among those accepted.</summary>
    Confirm,

    /// <summary>The plan cannot be applied while it stands.</summary>
    Block,
}
