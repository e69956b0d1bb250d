namespace Platform.Runtime.Backup;

/// <summary>A backup can't be made or restored; the message tells the operator why. Nothing was changed.</summary>
public sealed class BackupException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Stable code, listed in docs/errors.md.</summary>
    public string Code { get; } = code;
}
