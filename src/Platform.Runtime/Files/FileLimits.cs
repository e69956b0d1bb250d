namespace Platform.Runtime.Files;

/// <summary>Limits of uploaded files.</summary>
public sealed record FileLimits
{
    /// <summary>Largest accepted file in bytes.</summary>
    public long MaxBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Bytes that the files of one tenant take at most, those in the recycle bin included.</summary>
    public long MaxTenantBytes { get; init; } = 50L * 1024 * 1024 * 1024;

    /// <summary>How long content without a record is left alone: an upload may be about to make one.</summary>
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromDays(1);
}
