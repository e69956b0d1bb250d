namespace Platform.Metadata.Documents;

/// <summary>What happens when nobody answers in time.</summary>
public enum TimeLimitAction
{
    /// <summary>Those who are asked are reminded.</summary>
    Remind,

    /// <summary>Others are asked in their place.</summary>
    Escalate,

    /// <summary>The step counts as approved.</summary>
    Approve,

    /// <summary>The step counts as rejected, and ends the request.</summary>
    Reject,
}
