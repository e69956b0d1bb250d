namespace Platform.Metadata.Diagnostics;

/// <summary>How much a diagnostic weighs.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The documents cannot be applied.</summary>
    Error,

    /// <summary>The documents can be applied, but something is probably not meant so.</summary>
    Warning,
}
