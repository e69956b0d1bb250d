namespace Platform.Runtime.Traces;

/// <summary>Codes of what is refused about traces; docs/errors.md lists them.</summary>
internal static class TraceCodes
{
    /// <summary>The run was given, or may read, what its reader may not.</summary>
    public const string RunNotReadable = "TRACE_RUN_NOT_READABLE";

    /// <summary>A script that is repeated calls what nothing can answer.</summary>
    public const string NotRecorded = "NOT_RECORDED";
}
