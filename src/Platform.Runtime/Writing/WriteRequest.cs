using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Progress;

namespace Platform.Runtime.Writing;

/// <summary>What is to be written, whoever asks for it: a mutation, an import, an action of a process.</summary>
/// <param name="Object">The object.</param>
/// <param name="Kind">What is done; of an upsert, <see cref="WriteKind.Create"/>.</param>
/// <param name="Inputs">The inputs in order.</param>
internal sealed record WriteRequest(ObjectModel Object, WriteKind Kind, IReadOnlyList<WriteInput> Inputs)
{
    /// <summary>One refused input refuses all.</summary>
    public bool AllOrNone { get; init; } = true;

    /// <summary>Problems say which input they are of.</summary>
    public bool IsMany { get; init; }

    /// <summary>The inputs are of several requests, which are carried out together.</summary>
    public bool IsShared { get; init; }

    /// <summary>Unique field that an upsert matches by.</summary>
    public FieldSlot? MatchBy { get; init; }

    /// <summary>Selects the records of an update by filter, which all get the only input.</summary>
    public BoundStatement? Targets { get; init; }

    /// <summary>What is done about approvals, instead of a write of fields; null for a write.</summary>
    public ApprovalCommand? Approval { get; init; }

    /// <summary>Canonical values that hooks set of every record, whatever the caller may edit; null for none.</summary>
    public IReadOnlyDictionary<FieldSlot, object?>? Set { get; init; }

    /// <summary>Stored records are loaded whole, and not only what the write needs of them.</summary>
    public bool LoadsWhole { get; init; }

    /// <summary>What has become of records is followed, by references to them and what stands at them: converted ones take part, and what is set once.</summary>
    public bool Follows { get; init; }

    /// <summary>Nothing is written: stored records are looked at, without a lock.</summary>
    public bool IsLook { get; init; }

    /// <summary>Time takes the records on; null when somebody does.</summary>
    public TimedWrite? Timed { get; init; }

    /// <summary>The timer that asks for it, and is taken with it; null when somebody does. Of what is done about approvals, <see cref="ApprovalCommand.Timer"/>.</summary>
    public DueTimer? Timer { get; init; }

    /// <summary>What goes along in the same transaction, once the records are written and before anything is committed; null for nothing.</summary>
    public Action<WriteBatch>? Along { get; init; }

    /// <summary>Why the request itself cannot be carried out; null when it can.</summary>
    public (string Category, ValueProblem Problem)? Refusal { get; init; }
}
