using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Custom logic in JavaScript that runs when records of an object are written; see docs/hooks.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record HookDocument : ScriptDocument
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Hook;

    /// <summary>Name of the object whose records it hears of; of a schedule, the one that it is about.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>When it runs.</summary>
    [MinLength(1)]
    [MaxLength(23)]
    public EquatableArray<HookEvent> On { get; init; }

    /// <summary>Place among the hooks of an event: the smallest first, equal ones by name.</summary>
    [Range(0, 10_000)]
    public int Order { get; init; } = 100;

    /// <summary>What keeps its order in runs after commit.</summary>
    public HookQueueing Queue { get; init; } = HookQueueing.Record;

    /// <summary>When it runs by itself; for the event <c>schedule</c>.</summary>
    public HookSchedule? Schedule { get; init; }
}
