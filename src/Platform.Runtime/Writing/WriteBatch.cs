using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.AutoNumbers;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Rollups;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing;

/// <summary>The records of one write and all that the stages share: one object, one caller, one transaction.</summary>
internal sealed class WriteBatch
{
    private WriteExpressions? _expressions;
    private RecordGraph? _graph;
    private (object Now, object User, object FirstVersion)? _stamps;

    /// <summary>On whose behalf.</summary>
    public required RecordCaller Caller { get; init; }

    /// <summary>The object.</summary>
    public required RecordLayout Layout { get; init; }

    /// <summary>The transaction.</summary>
    public required WriteSession Session { get; init; }

    /// <summary>Limits.</summary>
    public required WriteOptions Options { get; init; }

    /// <summary>Cipher of encrypted fields.</summary>
    public required FieldCipher Cipher { get; init; }

    /// <summary>Numbers of autonumber fields.</summary>
    public required AutoNumberSource Numbers { get; init; }

    /// <summary>The instant of the write, the same for every record of the transaction; UTC, whole microseconds.</summary>
    public required DateTime Now { get; init; }

    /// <summary>What every record of the write is stamped with: each the one instance, by which <see cref="Statements.RecordInsert"/> knows it.</summary>
    public (object Now, object User, object FirstVersion) Stamps => _stamps ??= (Now, Caller.UserId, 1);

    /// <summary>The records; a stage may add to them only in the load stage.</summary>
    public required List<RecordWrite> Records { get; init; }

    /// <summary>True: one refused record refuses all. False: the others are written.</summary>
    public required bool AllOrNone { get; init; }

    /// <summary>The mutation takes many inputs.</summary>
    public required bool IsMany { get; init; }

    /// <summary>Unique field that an upsert matches by; null otherwise.</summary>
    public FieldSlot? MatchBy { get; init; }

    /// <summary>Selects the records of an update by filter; null otherwise.</summary>
    public BoundStatement? Targets { get; init; }

    /// <summary>
    /// Look for duplicates before writing, to name each: when some inputs may fail alone, and when the database has refused a value.
    /// </summary>
    public required bool ChecksDuplicates { get; init; }

    /// <summary>
    /// References are checked by statements that fail, so that nobody waits for them: when all inputs stand or fall together, and unless one has failed, which is then to be named.
    /// </summary>
    public bool GuardsReferences { get; init; }

    /// <summary>Canonical values that hooks set of every record, whatever the caller may edit; null for none.</summary>
    public IReadOnlyDictionary<FieldSlot, object?>? Set { get; init; }

    /// <summary>Stored records are loaded whole, and not only what the write needs of them.</summary>
    public bool LoadsWhole { get; init; }

    /// <summary>What has become of records is followed, by references to them and what stands at them: converted ones take part, and what is set once.</summary>
    public bool Follows { get; init; }

    /// <summary>Nothing is written: stored records are looked at, without a lock.</summary>
    public bool IsLook { get; init; }

    /// <summary>The records are of several requests, of which each is told of its own as if there were no others: what more there is to say makes them go alone.</summary>
    public bool IsShared { get; init; }

    /// <summary>Hooks of the transaction; null when the model has none.</summary>
    public IHookTransaction? Hooks { get; init; }

    /// <summary>Who writes messages about changes.</summary>
    public IReadOnlyList<IChangeListener> Listeners { get; init; } = [];

    /// <summary>Refuses the write as a whole; null while it stands.</summary>
    public WriteRefusal? Refusal { get; set; }

    /// <summary>The write is refused because of rules of records whose rollups it changes.</summary>
    public bool BreaksParents { get; set; }

    /// <summary>Records that come into a stage of a pipeline, with how.</summary>
    public Dictionary<RecordWrite, StageChange> StageChanges { get; } = [];

    /// <summary>Time takes the records on, and nobody; null otherwise.</summary>
    public TimedWrite? Timed { get; init; }

    /// <summary>What processes do for records of the write, once they are written.</summary>
    public List<DueAction> Actions { get; } = [];

    /// <summary>How many writes by processes led to this one, one from the other.</summary>
    public int Depth { get; init; }

    /// <summary>True while checks are queued whose results decide whether the write stands.</summary>
    public bool HasPendingChecks { get; set; }

    /// <summary>Records of this and other objects that were written, in the order of the writes: for history and outbox.</summary>
    public List<WrittenRecord> Written { get; } = [];

    /// <summary>What the statements return that write the records, for the response; null when nobody asks.</summary>
    public ReturnedRecords? Returned { get; set; }

    /// <summary>Records whose rollups change because rows were removed for good.</summary>
    public Dictionary<RollupGroup, HashSet<Guid>> PurgedParents { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Approval requests of the records, where their object has flows; null otherwise.</summary>
    public PendingRequests? Requests { get; set; }

    /// <summary>The approval request that a record of the write waits for; null when there is none.</summary>
    public Guid? PendingApproval { get; set; }

    /// <summary>An approval itself sets fields of its record: no lock holds it up, and it starts no flow.</summary>
    public bool IsOfApproval { get; init; }

    /// <summary>A write by approvals to their records, in the same transaction, with the rights of the platform.</summary>
    public WriteBatch OfApproval(RecordLayout layout, PermissionSet platform, List<RecordWrite> records) => new()
    {
        Caller = Caller.Lent(platform),
        Layout = layout,
        Session = Session,
        Options = Options,
        Cipher = Cipher,
        Numbers = Numbers,
        Now = Now,
        Records = records,
        AllOrNone = true,
        IsMany = false,
        ChecksDuplicates = true,
        Hooks = Hooks,
        Listeners = Listeners,
        IsOfApproval = true,
        Depth = Depth + 1,
    };

    /// <summary>Other records of the transaction as they have come to be, for expressions that are asked about them.</summary>
    public WriteBatch OfOthers(RecordLayout layout, List<RecordWrite> records) => new()
    {
        Caller = Caller,
        Layout = layout,
        Session = Session,
        Options = Options,
        Cipher = Cipher,
        Numbers = Numbers,
        Now = Now,
        Records = records,
        AllOrNone = true,
        IsMany = false,
        ChecksDuplicates = false,
        Hooks = Hooks,
    };

    /// <summary>A write that follows from this one, in the same transaction, with the rights of the platform and on behalf of the same user.</summary>
    public WriteBatch OfPlatform(RecordLayout layout, List<RecordWrite> records) => new()
    {
        Caller = Caller.Lent(PermissionCompiler.ForPlatform(Model)),
        Layout = layout,
        Session = Session,
        Options = Options,
        Cipher = Cipher,
        Numbers = Numbers,
        Now = Now,
        Records = records,
        AllOrNone = true,
        IsMany = false,
        ChecksDuplicates = true,
        Hooks = Hooks,
        Listeners = Listeners,
        Depth = Depth + 1,
    };

    /// <summary>The model.</summary>
    public TenantModel Model => Caller.Model;

    /// <summary>The caller's rights on the object.</summary>
    public ObjectPermissions Rights => Caller.Permissions.For(Layout.Object.Name);

    /// <summary>What expressions ask of the write; null when there are none.</summary>
    public WriteExpressions? Expressions => _expressions ??= ModelExpressions.Of(Model).Writing(Layout);

    /// <summary>The records that expressions read, loaded as far as stages have asked.</summary>
    public RecordGraph Graph => _graph ??= new RecordGraph(this);

    /// <summary>What expressions have read of other records may have changed; they read it anew.</summary>
    public void ForgetRead() => _graph = null;

    /// <summary>Those who listen to a kind of change of an object's records.</summary>
    public IEnumerable<IChangeListener> ListenersTo(RecordLayout layout, WriteKind kind) => Listeners.Where(l => l.Listens(Model, layout.Object.Name, kind));

    /// <summary>Refuses the write as a whole, unless that is done already.</summary>
    public void Refuse(string category, ValueProblem problem)
    {
        string message = WriteMessages.Catalogue.Text(problem, Caller.Language);
        Refusal ??= new WriteRefusal(category, message, [new WriteProblem(Layout.Object.Name, null, null, null, problem.Code, message)]);
    }

    /// <summary>Records of a kind that stand.</summary>
    public IReadOnlyList<RecordWrite> Standing(WriteKind kind) => [.. Records.Where(r => r.Kind == kind && !r.IsRefused && r.HasEffect)];

    /// <summary>True when the write as a whole cannot stand.</summary>
    public bool IsRefused => Refusal is not null || (AllOrNone && Records.Exists(r => r.IsRefused)) || (IsShared && HasMoreToSay);

    // What is said of a record besides itself is said as of one that was written alone.
    private bool HasMoreToSay => PendingApproval is not null || Records.Exists(r => r.Warnings.Count > 0);
}
