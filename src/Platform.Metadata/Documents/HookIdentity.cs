namespace Platform.Metadata.Documents;

/// <summary>In whose name a hook reads and writes.</summary>
public enum HookIdentity
{
    /// <summary>Of who writes the records: the hook sees and changes what that user may.</summary>
    User,

    /// <summary>Of the platform: every record and every field, whoever writes.</summary>
    System,
}
