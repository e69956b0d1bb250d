using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Scripting.Running;

namespace Platform.Scripting.Sources;

/// <summary>Findings in hooks; those in sources have file, line and column of the author.</summary>
internal static class SourceFindings
{
    /// <summary>A finding at a place of a source.</summary>
    public static Diagnostic At(ScriptDocument hook, string code, DiagnosticSeverity severity, string message, ScriptPlace place)
    {
        int module = hook.Modules.Select(m => m.Path).ToList().IndexOf(place.File);
        return At(hook, code, severity, message, module < 0 ? "/modules" : $"/modules/{module}/source") with
        {
            File = hook.Package is null ? place.File : $"{hook.Package}/hooks/{place.File}",
            Line = place.Line,
            Column = place.Column,
        };
    }

    /// <summary>A finding at a key of the document.</summary>
    public static Diagnostic At(ScriptDocument hook, string code, DiagnosticSeverity severity, string message, string pointer) =>
        new(code, severity, message) { Kind = hook.Kind, Name = hook.Name, Pointer = pointer };
}
