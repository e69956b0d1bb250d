using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Custom logic in JavaScript that runs when records of an object are written; see docs/hooks.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record HookDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Hook;

    /// <summary>Name of the object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>When it runs.</summary>
    [MinLength(1)]
    [MaxLength(8)]
    public EquatableArray<HookEvent> On { get; init; }

    /// <summary>Path of the source file whose default export is the handler.</summary>
    [Format(TextFormat.ModulePath)]
    public required string Source { get; init; }

    /// <summary>The source files: <see cref="Source"/> and what it imports. Of a package, those beside the document.</summary>
    [MaxLength(100)]
    public EquatableArray<HookModule> Modules { get; init; }

    /// <summary>In whose name it reads and writes.</summary>
    public HookIdentity RunAs { get; init; } = HookIdentity.User;

    /// <summary>Objects that it reads and writes by <c>db</c>.</summary>
    [MaxLength(100)]
    public EquatableArray<HookAccess> Access { get; init; }

    /// <summary>Place among the hooks of an event: the smallest first, equal ones by name.</summary>
    [Range(0, 10_000)]
    public int Order { get; init; } = 100;

    /// <summary>False: the hook is kept but does not run.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Texts that it shows to users.</summary>
    [MaxLength(200)]
    public EquatableArray<HookMessage> Messages { get; init; }
}
