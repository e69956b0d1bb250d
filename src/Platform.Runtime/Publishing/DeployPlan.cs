using Platform.GraphQL.Differences;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Hazards;
using Platform.Metadata.Planning;

namespace Platform.Runtime.Publishing;

/// <summary>What applying edits, or rolling back, would do to a tenant.</summary>
public sealed record DeployPlan
{
    /// <summary>Revision that the plan starts from.</summary>
    public required long FromRevision { get; init; }

    /// <summary>Earlier revision that it leads back to; null for edits.</summary>
    public long? RollbackTo { get; init; }

    /// <summary>Findings in the documents; with an error among them there are no changes.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The changes in the order in which they are applied.</summary>
    public EquatableArray<ModelChange> Changes { get; init; }

    /// <summary>What the changes do to live data and to those who work with it.</summary>
    public EquatableArray<Hazard> Hazards { get; init; }

    /// <summary>What the changes do to clients of the records API: breaking and dangerous differences of its schema.</summary>
    public EquatableArray<SchemaChange> ApiChanges { get; init; }

    /// <summary>Pending requests of approval flows that change, and what becomes of them.</summary>
    public IReadOnlyList<RunningFlow> Running { get; init; } = [];

    /// <summary>The statements in the order in which they run.</summary>
    public EquatableArray<PlanStep> Steps { get; init; }

    /// <summary>True when the steps were carried out on the live tables and taken back; false where those are too large for that.</summary>
    public bool DryRun { get; init; }

    /// <summary>True when the documents have errors.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>True when nothing would change.</summary>
    public bool IsEmpty => !HasErrors && Changes.IsEmpty && Next is null;

    /// <summary>True when nothing stands in the way but hazards that can be accepted.</summary>
    public bool CanApply => !HasErrors && Hazards.All(h => h.Severity != HazardSeverity.Block);

    /// <summary>Codes that must be accepted.</summary>
    public IReadOnlyList<string> ToAccept =>
        [.. Hazards.Where(h => h.Severity == HazardSeverity.Confirm).Select(h => h.Code).Distinct(StringComparer.Ordinal)];

    internal TenantState? Next { get; init; }
}
