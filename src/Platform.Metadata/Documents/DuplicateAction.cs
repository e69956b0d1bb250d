namespace Platform.Metadata.Documents;

/// <summary>What is done about a record that may exist already.</summary>
public enum DuplicateAction
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>It is written, with a warning.</summary>
    Warn,

    /// <summary>It is refused.</summary>
    Block,
}
