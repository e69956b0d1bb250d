namespace Platform.Metadata.Documents;

/// <summary>What callers of the API may write at most, whatever their roles say; the platform itself is not bound by it.</summary>
public enum RecordWrites
{
    /// <summary>Whatever roles allow.</summary>
    All,

    /// <summary>Edit and delete; records come into being another way, as files do by upload.</summary>
    EditOnly,

    /// <summary>Nothing: records are kept by the platform alone, as the history of changes is.</summary>
    None,
}
