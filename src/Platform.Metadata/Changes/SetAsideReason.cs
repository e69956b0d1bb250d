namespace Platform.Metadata.Changes;

/// <summary>Why storage was set aside.</summary>
public enum SetAsideReason
{
    /// <summary>The object or field went.</summary>
    Drop,

    /// <summary>The field holds something else since then.</summary>
    Retype,
}
