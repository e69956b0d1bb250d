using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>
/// The records that the expressions of a write read, loaded for all of them together. Records that are being written are seen as they will be, in lists too.
/// </summary>
internal sealed class RecordGraph
{
    private readonly WriteBatch _batch;
    private readonly ModelExpressions _model;
    private readonly Dictionary<Guid, RecordWrite> _written = [];
    private readonly Dictionary<(string Object, Guid Id, bool AsWritten), RecordView> _views = [];
    private readonly Dictionary<(RecordList List, Guid Owner, bool AsWritten), IReadOnlyList<IExpressionRecord>> _children = [];

    /// <summary>A graph of which nothing is loaded.</summary>
    public RecordGraph(WriteBatch batch)
    {
        _batch = batch;
        _model = ModelExpressions.Of(batch.Model);
        TimeZoneInfo zone = TimeZones.TryFind(batch.Caller.TenantTimeZone, out TimeZoneInfo? found) ? found : TimeZoneInfo.Utc;
        Template = new EvaluationContext(null!) { Now = Moments.FromDateTime(batch.Now), Zone = zone, Roles = batch.Caller.Roles, Observer = batch.Session.Trace };
    }

    /// <summary>Takes the records of the write as they are by now; what was loaded stays.</summary>
    public void Refresh()
    {
        _views.Clear();
        _children.Clear();
        _written.Clear();
        foreach (RecordWrite record in _batch.Records)
        {
            if (!record.IsRefused && record.Kind is WriteKind.Create or WriteKind.Update) _written[record.Id] = record;
        }
    }

    /// <summary>Rows as they are stored, by object and id.</summary>
    public Dictionary<(string Object, Guid Id), object?[]> Rows { get; } = [];

    /// <summary>Ids of stored lists, ascending, by list and owner.</summary>
    public Dictionary<(RecordList List, Guid Owner), List<Guid>> Lists { get; } = [];

    /// <summary>How many records of lists were loaded.</summary>
    public int Listed { get; set; }

    /// <summary>The records that are being written, by id.</summary>
    public IReadOnlyDictionary<Guid, RecordWrite> Written => _written;

    /// <summary>Clock, time zone and roles of the write.</summary>
    private EvaluationContext Template { get; }

    /// <summary>The context of an expression over a record that is written.</summary>
    /// <param name="record">The record.</param>
    /// <param name="asStored">The expression sees the record as it is stored.</param>
    /// <param name="target">The record that a reference may come to point to, or null.</param>
    public EvaluationContext Context(RecordWrite record, bool asStored = false, IExpressionRecord? target = null)
    {
        RecordView? old = record.Old is null ? null : Stored(record);
        return Template with
        {
            Record = asStored && old is not null ? old : View(record.Layout.Object.Name, record.Id, asWritten: true),
            Old = old,
            Target = target,
            User = _batch.Model.TryGetObject(ExpressionObjects.User, out _) ? View(ExpressionObjects.User, _batch.Caller.UserId, asWritten: false) : null,
        };
    }

    /// <summary>A record by its id; one of which nothing was loaded is blank in all fields.</summary>
    public RecordView View(string objectName, Guid id, bool asWritten)
    {
        if (_views.TryGetValue((objectName, id, asWritten), out RecordView? known)) return known;
        RecordLayout layout = RecordLayout.Of(_batch.Model.Object(objectName));
        object?[] values = asWritten && layout == _batch.Layout && _written.TryGetValue(id, out RecordWrite? record) ? record.Values
            : Rows.TryGetValue((objectName, id), out object?[]? row) ? row
            : new object?[layout.Fields.Count];
        return _views[(objectName, id, asWritten)] = new RecordView(this, layout, id, values, asWritten);
    }

    /// <summary>Forgets what was computed of a record, because a value of it was set.</summary>
    public void Renew(RecordWrite record)
    {
        _views.Remove((record.Layout.Object.Name, record.Id, true));
        _children.Clear();
    }

    /// <summary>The records of a list, in the order of their ids.</summary>
    public IReadOnlyList<IExpressionRecord> Children(RecordView owner, ExpressionMember member)
    {
        RecordList list = member.Tag is RelationModel relation
            ? RecordList.Of(owner.Layout.Object.Name, relation, RecordLayout.Of(_batch.Model.Object(relation.SourceObject)))
            : RecordList.Of(owner.Layout.Object.Name, owner.Layout[member.Name], RecordLayout.Of(_batch.Model.Object(member.Type.Element!.ObjectName!)));
        if (_children.TryGetValue((list, owner.Id, owner.IsAsWritten), out IReadOnlyList<IExpressionRecord>? known)) return known;
        IEnumerable<Guid> ids = Lists.TryGetValue((list, owner.Id), out List<Guid>? stored) ? stored : [];
        if (owner.IsAsWritten) ids = AsWritten(list, owner.Id, ids);
        return _children[(list, owner.Id, owner.IsAsWritten)] = [.. ids.Select(id => View(list.Child.Object.Name, id, owner.IsAsWritten))];
    }

    /// <summary>The value of a computed field.</summary>
    public object? Formula(RecordView record, FieldSlot slot) => _model.Formula(record.Layout, slot).Evaluate(Template with { Record = record });

    private RecordView Stored(RecordWrite record)
    {
        (string, Guid, bool) key = (record.Layout.Object.Name, record.Id, false);
        return _views.TryGetValue(key, out RecordView? known) ? known : _views[key] = new RecordView(this, record.Layout, record.Id, record.Old!, asWritten: false);
    }

    private IEnumerable<Guid> AsWritten(RecordList list, Guid owner, IEnumerable<Guid> stored)
    {
        if (list.Reference is { } reference)
        {
            return list.Child == _batch.Layout
                ? stored.Where(id => !_written.ContainsKey(id)).Concat(_written.Values.Where(r => Target(r.Values[reference.Ordinal]) == owner).Select(r => r.Id)).Order()
                : stored;
        }

        FieldSlot links = list.Links!;
        if (list.IsForward)
        {
            return _written.TryGetValue(owner, out RecordWrite? record) && list.Owner == _batch.Layout.Object.Name && record.LinkDeltas.TryGetValue(links, out LinkDelta? delta)
                ? stored.Except(delta.Removed).Union(delta.Added).Order()
                : stored;
        }

        if (list.Child != _batch.Layout) return stored;
        HashSet<Guid> ids = [.. stored];
        foreach (RecordWrite record in _written.Values)
        {
            if (!record.LinkDeltas.TryGetValue(links, out LinkDelta? delta)) continue;
            if (delta.Added.Contains(owner)) ids.Add(record.Id);
            if (delta.Removed.Contains(owner)) ids.Remove(record.Id);
        }

        return ids.Order();
    }

    private static Guid? Target(object? value) => value switch { Guid id => id, PolymorphicReference reference => reference.Id, _ => null };
}
