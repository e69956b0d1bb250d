namespace Platform.Metadata.Documents;

/// <summary>What happens when the submitter would have to approve.</summary>
public enum SelfApproval
{
    /// <summary>Their manager is asked instead; without a manager they are left out.</summary>
    Manager,

    /// <summary>They approve their own request.</summary>
    Allow,

    /// <summary>Their approval is taken for granted.</summary>
    Pass,
}
