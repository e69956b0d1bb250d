namespace Platform.Metadata.Documents;

/// <summary>Until when a submitter may take a request back.</summary>
public enum ApprovalRecall
{
    /// <summary>Until somebody has approved.</summary>
    UntilActed,

    /// <summary>As long as it is pending.</summary>
    Always,

    /// <summary>Not at all.</summary>
    Never,
}
