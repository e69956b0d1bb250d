namespace Platform.Metadata.Documents;

/// <summary>What the answers in a step come to.</summary>
public enum ApprovalRule
{
    /// <summary>The first answer decides.</summary>
    Any,

    /// <summary>Everyone must approve; one rejection rejects.</summary>
    All,

    /// <summary>A share must approve; it is rejected as soon as the share cannot be reached.</summary>
    Ratio,

    /// <summary>Everyone must approve, one after the other; one rejection rejects.</summary>
    InOrder,
}
