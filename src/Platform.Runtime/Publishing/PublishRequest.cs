namespace Platform.Runtime.Publishing;

/// <summary>What is to be applied, by whom and under which conditions.</summary>
public sealed record PublishRequest
{
    /// <summary>The tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Edits in order; empty for a rollback.</summary>
    public IReadOnlyList<DocumentEdit> Edits { get; init; } = [];

    /// <summary>Earlier revision to go back to; null for edits.</summary>
    public long? RollbackTo { get; init; }

    /// <summary>Why, in the words of who applies; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Revision that the caller has seen; null applies to whatever is there.</summary>
    public long? IfRevision { get; init; }

    /// <summary>Codes of hazards that the caller accepts.</summary>
    public IReadOnlyCollection<string> Accept { get; init; } = [];

    /// <summary>False when who applies may not agree to what scripts ask for, nor to what roles gain.</summary>
    public bool MayAgree { get; init; } = true;

    /// <summary>What becomes of the pending requests of approval flows that change; those of flows that are not named are kept.</summary>
    public IReadOnlyList<RunningChoice> OnRunning { get; init; } = [];

    /// <summary>Id of the <c>User</c> record that applies; null for the platform itself.</summary>
    public Guid? UserId { get; init; }

    /// <summary>True when the platform itself applies: it may edit built-in documents.</summary>
    public bool OfPlatform { get; init; }

    /// <summary>SHA-256 of the files of packages that the edits install, by package name.</summary>
    public IReadOnlyDictionary<string, byte[]> PackageChecksums { get; init; } = new Dictionary<string, byte[]>();
}
