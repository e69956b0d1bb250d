using Platform.GraphQL;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// The records that go with others: details, and lookups that cascade, level by level, each record once. Rows are locked. What refers to them and forbids deletion is
/// counted.
/// </summary>
internal sealed class Cascade
{
    private readonly WriteBatch _batch;
    private readonly RowState _state;
    private readonly DateTime? _deletedAt;
    private readonly Dictionary<RecordLayout, Dictionary<Guid, RecordWrite>> _members = [];

    private Cascade(WriteBatch batch, RowState state, DateTime? deletedAt)
    {
        _batch = batch;
        _state = state;
        _deletedAt = deletedAt;
    }

    /// <summary>Members by object, the roots included, in the order in which they were reached; each with the root that it goes with.</summary>
    public IReadOnlyDictionary<RecordLayout, Dictionary<Guid, RecordWrite>> Members => _members;

    /// <summary>Collects the records that go with the roots.</summary>
    /// <param name="batch">The write.</param>
    /// <param name="roots">Records of the request.</param>
    /// <param name="state">Which records are reached.</param>
    /// <param name="deletedAt">Of <see cref="RowState.Deleted"/>, the instant at which they were deleted.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task<Cascade> CollectAsync(
        WriteBatch batch, IReadOnlyList<RecordWrite> roots, RowState state, DateTime? deletedAt, CancellationToken cancellation)
    {
        Cascade cascade = new(batch, state, deletedAt);
        cascade._members[batch.Layout] = roots.ToDictionary(r => r.Id);
        Dictionary<RecordLayout, Dictionary<Guid, RecordWrite>> level = new() { [batch.Layout] = roots.ToDictionary(r => r.Id) };
        while (level.Count > 0 && batch.Refusal is null) level = await cascade.NextLevelAsync(level, cancellation);
        return cascade;
    }

    /// <summary>Refuses roots to which (or to what goes with which) records refer that forbid it.</summary>
    public async Task RefuseReferencedAsync(RowState state, CancellationToken cancellation)
    {
        foreach ((RecordLayout layout, Dictionary<Guid, RecordWrite> members) in _members)
        {
            foreach (IncomingReference reference in ReferenceGraph.Of(_batch.Model).To(layout.Object).Where(r => r.Rule == OnDelete.Restrict))
            {
                Guid[] going = _members.TryGetValue(reference.Source, out var own) ? [.. own.Keys] : [];
                StatementTemplate statement = CascadeStatements.CountReferring(reference, _batch.Caller.Schema, state);
                _batch.Session.Enqueue(statement.Bind(members.Keys.ToArray(), going), async (reader, c) =>
                {
                    while (await reader.ReadAsync(c)) Refuse(members[reader.GetGuid(0)], reference, reader.GetInt64(1));
                });
            }
        }

        await _batch.Session.FlushAsync(cancellation);
    }

    private void Refuse(RecordWrite root, IncomingReference reference, long count) =>
        root.Refuse(GraphQLErrorCode.ValidationFailed, null, new ValueProblem(WriteCodes.StillReferenced,
        [
            ProblemParameter.Of("count", count),
            ProblemParameter.Of("object", reference.Source.Object.PluralLabel.In(_batch.Caller.Language)),
            ProblemParameter.Of("field", reference.Slot.Field.Label.In(_batch.Caller.Language)),
        ]));

    private async Task<Dictionary<RecordLayout, Dictionary<Guid, RecordWrite>>> NextLevelAsync(
        Dictionary<RecordLayout, Dictionary<Guid, RecordWrite>> level, CancellationToken cancellation)
    {
        Dictionary<RecordLayout, Dictionary<Guid, RecordWrite>> next = [];
        foreach ((RecordLayout layout, Dictionary<Guid, RecordWrite> parents) in level)
        {
            foreach (IncomingReference reference in ReferenceGraph.Of(_batch.Model).To(layout.Object).Where(r => r.Rule == OnDelete.Cascade))
            {
                StatementTemplate statement = CascadeStatements.Referring(reference, _batch.Caller.Schema, _state);
                _batch.Session.Enqueue(statement.Bind(parents.Keys.Order().ToArray(), _deletedAt), async (reader, c) =>
                {
                    while (await reader.ReadAsync(c)) Reach(next, reference.Source, reader.GetGuid(0), parents[reader.GetGuid(1)]);
                });
            }
        }

        await _batch.Session.FlushAsync(cancellation);
        if (_members.Values.Sum(m => m.Count) > _batch.Options.MaxCascade)
        {
            ValueProblem problem = ValueProblem.With(WriteCodes.TooManyRecords, "max", _batch.Options.MaxCascade);
            _batch.Refusal = new WriteRefusal(GraphQLErrorCode.LimitExceeded, WriteMessages.Catalogue.Text(problem, _batch.Caller.Language), []);
        }

        return next;
    }

    private void Reach(Dictionary<RecordLayout, Dictionary<Guid, RecordWrite>> next, RecordLayout layout, Guid id, RecordWrite root)
    {
        if (!_members.TryGetValue(layout, out var known)) _members[layout] = known = [];
        if (!known.TryAdd(id, root)) return;
        if (!next.TryGetValue(layout, out var fresh)) next[layout] = fresh = [];
        fresh[id] = root;
    }
}
