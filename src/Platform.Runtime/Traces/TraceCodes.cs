namespace Platform.Runtime.Traces;

/// <summary>Codes of what is refused about traces; docs/errors.md lists them.</summary>
internal static class TraceCodes
{
    /// <summary>The run was given, or may read, what its reader may not.</summary>
    public const string RunNotReadable = "TRACE_RUN_NOT_READABLE";
}
