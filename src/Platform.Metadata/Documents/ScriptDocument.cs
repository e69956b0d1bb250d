using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A document with JavaScript of its own: its sources, and what they may touch. See docs/hooks.md.</summary>
public abstract record ScriptDocument : Document
{
    /// <summary>Path of the source file whose default export is the handler.</summary>
    [Format(TextFormat.ModulePath)]
    public required string Source { get; init; }

    /// <summary>The source files: <see cref="Source"/> and what it imports. Of a package, those beside the document.</summary>
    [MaxLength(100)]
    public EquatableArray<HookModule> Modules { get; init; }

    /// <summary>In whose name it reads and writes. As the system it runs once an administrator has agreed.</summary>
    public HookIdentity RunAs { get; init; } = HookIdentity.User;

    /// <summary>Objects that it reads and writes by <c>db</c>.</summary>
    [MaxLength(100)]
    public EquatableArray<HookAccess> Access { get; init; }

    /// <summary>Hosts that it calls by <c>http</c>, with a port where it is not that of https; each once an administrator has agreed.</summary>
    [Format(TextFormat.HostName)]
    [MaxLength(20)]
    public EquatableArray<string> Hosts { get; init; }

    /// <summary>Names of the tenant's secrets that it uses.</summary>
    [Format(TextFormat.DocumentName)]
    [MaxLength(20)]
    public EquatableArray<string> Secrets { get; init; }

    /// <summary>Traces keep the bodies of other systems' answers, so that runs can be repeated with them.</summary>
    public bool KeepAnswers { get; init; }

    /// <summary>False: it is kept but does not run.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Texts that it shows to users.</summary>
    [MaxLength(200)]
    public EquatableArray<HookMessage> Messages { get; init; }
}
