namespace Platform.Runtime.Approvals.Engine;

/// <summary>How far a step or branch is.</summary>
internal enum StepStatus
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>People are asked.</summary>
    Open,

    /// <summary>It is done.</summary>
    Passed,

    /// <summary>Its condition did not hold.</summary>
    Skipped,
}
