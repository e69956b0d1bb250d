namespace Platform.Metadata.Fields;

/// <summary>What happens to a lookup when its target is deleted.</summary>
public enum OnDelete
{
    /// <summary>The lookup becomes blank when the target is purged; while it is in the recycle bin the link stays.</summary>
    Clear,

    /// <summary>The target cannot be deleted while live records point to it.</summary>
    Restrict,

    /// <summary>The record is deleted (and restored) with the target.</summary>
    Cascade,
}
