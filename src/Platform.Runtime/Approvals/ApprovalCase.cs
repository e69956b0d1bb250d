using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Approvals;

/// <summary>A request while it is acted upon: its row is locked, its people are loaded.</summary>
internal sealed class ApprovalCase
{
    /// <summary>Id of the request.</summary>
    public required Guid Id { get; init; }

    /// <summary>The record that was submitted.</summary>
    public required Guid Record { get; init; }

    /// <summary>Its object.</summary>
    public required RecordLayout Layout { get; init; }

    /// <summary>The flow in the version by which the request runs.</summary>
    public required FlowVersion Flow { get; set; }

    /// <summary>The request goes over to another version by this write.</summary>
    public bool IsMoved { get; set; }

    /// <summary>The request is made by this write.</summary>
    public bool IsNew { get; init; }

    /// <summary>State before the acts of this write.</summary>
    public required ApprovalState Before { get; init; }

    /// <summary>State by now.</summary>
    public required ApprovalState State { get; set; }

    /// <summary>Entries that the acts of this write add to the trail.</summary>
    public List<TrailEntry> Entries { get; } = [];

    /// <summary>The files that acts of this write may attach.</summary>
    public IReadOnlyDictionary<Guid, SealedFile> Files { get; set; } = new Dictionary<Guid, SealedFile>();

    /// <summary>A time limit acts, and nobody.</summary>
    public bool IsByTime { get; set; }

    /// <summary>How many entries the trail has so far.</summary>
    public int TrailLength { get; init; }

    /// <summary>Hash of its last entry, or null.</summary>
    public string? TrailHash { get; init; }

    /// <summary>People, and what the record says.</summary>
    public ApprovalDirectory Directory { get; set; } = new(new ApprovalPeople());
}
