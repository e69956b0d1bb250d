using Npgsql;
using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>
/// Loads what expressions read of other records, for all records of a write together: one statement for each object and list of a step away from
/// the record, sent in one round trip. Nothing is sent when nothing is missing. A write whose lists are longer than the limit is refused as a whole.
/// </summary>
/// <param name="batch">The write.</param>
/// <param name="read">Fields of an object that are read anywhere, so that each row is loaded once with all of them.</param>
/// <param name="graph">What was loaded.</param>
internal sealed class GraphLoader(WriteBatch batch, Func<RecordLayout, IReadOnlyList<FieldSlot>> read, RecordGraph graph)
{
    private readonly Dictionary<ReadShape, HashSet<Guid>> _rows = [];
    private readonly Dictionary<(ReadShape Owner, RecordList List), HashSet<Guid>> _lists = [];

    /// <summary>Asks for records by their ids.</summary>
    public void Want(ReadShape? shape, IEnumerable<Guid> ids)
    {
        if (shape is null || shape.IsEmpty) return;
        if (!_rows.TryGetValue(shape, out HashSet<Guid>? wanted)) _rows[shape] = wanted = [];
        wanted.UnionWith(ids);
    }

    /// <summary>Asks for what is read through the records that are written.</summary>
    public void WantFrom(ReadShape shape, IReadOnlyCollection<RecordWrite> records)
    {
        if (!shape.LeadsOn) return;
        foreach (RecordWrite record in records)
        {
            Follow(shape, record.Id, record.Values, isStored: record.Kind == WriteKind.Update);
            if (record.Old is { } old) Follow(shape, record.Id, old, isStored: true);
            foreach ((RecordList list, ReadShape child) in shape.Lists)
            {
                if (list.IsForward && record.LinkDeltas.TryGetValue(list.Links!, out LinkDelta? delta)) Want(child, delta.Added);
            }
        }
    }

    /// <summary>Loads what was asked for, and what is read through that, step by step.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        while (_rows.Count + _lists.Count > 0)
        {
            Dictionary<ReadShape, HashSet<Guid>> rows = new(_rows);
            Dictionary<(ReadShape Owner, RecordList List), HashSet<Guid>> lists = new(_lists);
            _rows.Clear();
            _lists.Clear();
            bool asked = EnqueueRows(rows) | EnqueueLists(lists);
            if (asked) await batch.Session.FlushAsync(cancellation);
            if (batch.Refusal is not null) return;
            foreach ((ReadShape shape, HashSet<Guid> ids) in rows) FollowAll(shape, ids);
            foreach (((ReadShape owner, RecordList list), HashSet<Guid> owners) in lists)
            {
                ReadShape child = owner.Lists[list];
                FollowAll(child, owners.SelectMany(o => graph.Lists.TryGetValue((list, o), out List<Guid>? ids) ? ids : []));
                // Records that are written may come to be in the list.
                if (child.Layout == batch.Layout) WantFrom(child, [.. graph.Written.Values]);
            }
        }
    }

    private void FollowAll(ReadShape shape, IEnumerable<Guid> ids)
    {
        if (!shape.LeadsOn) return;
        foreach (Guid id in ids)
        {
            if (graph.Rows.TryGetValue((shape.Layout.Object.Name, id), out object?[]? row)) Follow(shape, id, row, isStored: true);
            if (shape.Layout == batch.Layout && graph.Written.TryGetValue(id, out RecordWrite? record)) Follow(shape, id, record.Values, isStored: false);
        }
    }

    private void Follow(ReadShape shape, Guid id, object?[] values, bool isStored)
    {
        foreach ((FieldSlot slot, ReadShape target) in shape.References)
        {
            if (values[slot.Ordinal] is Guid next) Want(target, [next]);
        }

        if (!isStored) return;
        foreach (RecordList list in shape.Lists.Keys)
        {
            if (!_lists.TryGetValue((shape, list), out HashSet<Guid>? owners)) _lists[(shape, list)] = owners = [];
            owners.Add(id);
        }
    }

    private bool EnqueueRows(Dictionary<ReadShape, HashSet<Guid>> wanted)
    {
        bool asked = false;
        foreach (IGrouping<RecordLayout, KeyValuePair<ReadShape, HashSet<Guid>>> shapes in wanted.GroupBy(w => w.Key.Layout))
        {
            RecordLayout layout = shapes.Key;
            Guid[] ids = [.. shapes.SelectMany(s => s.Value).Distinct().Where(id => !graph.Rows.ContainsKey((layout.Object.Name, id))).Order()];
            if (ids.Length == 0) continue;
            asked = true;
            IReadOnlyList<FieldSlot> fields = read(layout);
            batch.Session.Enqueue(ReadStatements.ById(layout, batch.Caller.Schema, fields).Bind(ids), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) Keep(layout, fields, reader, 0);
            });
        }

        return asked;
    }

    private bool EnqueueLists(Dictionary<(ReadShape Owner, RecordList List), HashSet<Guid>> wanted)
    {
        bool asked = false;
        foreach (IGrouping<RecordList, KeyValuePair<(ReadShape Owner, RecordList List), HashSet<Guid>>> shapes in wanted.GroupBy(w => w.Key.List))
        {
            RecordList list = shapes.Key;
            Guid[] owners = [.. shapes.SelectMany(s => s.Value).Distinct().Where(o => !graph.Lists.ContainsKey((list, o))).Order()];
            if (owners.Length == 0) continue;
            asked = true;
            foreach (Guid owner in owners) graph.Lists[(list, owner)] = [];
            IReadOnlyList<FieldSlot> fields = read(list.Child);
            int max = batch.Options.MaxListed;
            batch.Session.Enqueue(ReadStatements.List(list, batch.Caller.Schema, fields).Bind(owners, max - graph.Listed + 1), async (reader, c) =>
            {
                while (await reader.ReadAsync(c))
                {
                    graph.Lists[(list, reader.GetGuid(0))].Add(Keep(list.Child, fields, reader, 1));
                    if (++graph.Listed > max) Refuse(list, max);
                }

                foreach (Guid owner in owners) graph.Lists[(list, owner)].Sort();
            });
        }

        return asked;
    }

    private void Refuse(RecordList list, int max)
    {
        ValueProblem problem = new(WriteCodes.TooManyListed, [ProblemParameter.Of("max", max), ProblemParameter.Of("list", list.Name)]);
        batch.Refusal ??= new WriteRefusal(GraphQLErrorCode.LimitExceeded, WriteMessages.Catalogue.Text(problem, batch.Caller.Language), []);
    }

    private Guid Keep(RecordLayout layout, IReadOnlyList<FieldSlot> fields, NpgsqlDataReader reader, int at)
    {
        Guid id = reader.GetGuid(at++);
        object?[] row = new object?[layout.Fields.Count];
        row[layout.Id.Ordinal] = id;
        foreach (FieldSlot slot in fields) row[slot.Ordinal] = ColumnReader.Read(reader, slot, ref at);
        graph.Rows[(layout.Object.Name, id)] = row;
        return id;
    }
}
