namespace Platform.Runtime.Traces;

/// <summary>How a traced transaction ended.</summary>
internal enum TraceOutcome
{
    /// <summary>It was committed.</summary>
    Done,

    /// <summary>The platform refused it: a rule, a right, a check.</summary>
    Refused,

    /// <summary>A script of it failed.</summary>
    Failed,
}
