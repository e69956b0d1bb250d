using Npgsql;
using Platform.GraphQL;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>
/// Rules over rollups, asked of the records whose rollups a write changes, as if those were written: whoever adds a line by which the order breaks its rule is refused. Only rules that
/// read a rollup which really changes are asked, and only of records outside the recycle bin. Objects without such rules pay nothing.
/// </summary>
internal sealed class ParentRules(WriteBatch batch)
{
    private const int MostTold = 20;
    private readonly Dictionary<RecordLayout, Dictionary<Guid, object?[]>> _before = [];
    private bool _isWatching;

    /// <summary>What has to be known of a group's parents before their rollups change; empty when no rule reads the rollups.</summary>
    public IReadOnlyList<FieldSlot> Watch(RollupGroup group)
    {
        RecordLayout owner = group.Owner;
        if (Expressions(owner) is not { } expressions || !expressions.RollupRules.Any(r => group.Rollups.Any(g => r.Rollups.Contains(owner[g.Field.Name])))) return [];
        _isWatching = true;
        return expressions.Read(owner);
    }

    /// <summary>Notes a parent as it is before its rollups change: the row has the fields of <see cref="Watch"/> from a column on.</summary>
    public void Note(RecordLayout owner, Guid id, IReadOnlyList<FieldSlot> fields, NpgsqlDataReader reader, int at)
    {
        if (!_before.TryGetValue(owner, out Dictionary<Guid, object?[]>? rows)) _before[owner] = rows = [];
        if (!rows.ContainsKey(id)) rows[id] = Row(owner, id, fields, reader, at);
    }

    /// <summary>Asks the rules; one that is broken refuses the write.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (_isWatching) await batch.Session.FlushAsync(cancellation);
        foreach ((RecordLayout owner, Dictionary<Guid, object?[]> before) in _before)
        {
            WriteExpressions expressions = Expressions(owner)!;
            IReadOnlyList<FieldSlot> fields = expressions.Read(owner);
            List<RecordWrite> records = [];
            batch.Session.Enqueue(ReadStatements.ById(owner, batch.Caller.Schema, fields).Bind(before.Keys.Order().ToArray()), async (reader, c) =>
            {
                while (await reader.ReadAsync(c)) records.Add(Changed(owner, fields, before, Row(owner, reader.GetGuid(0), fields, reader, 1)));
            });
            await batch.Session.FlushAsync(cancellation);
            records.RemoveAll(r => !expressions.RollupRules.Any(rule => IsTouched(rule, r)));
            if (records.Count > 0) await AskAsync(owner, expressions, records, cancellation);
        }
    }

    private async Task AskAsync(RecordLayout owner, WriteExpressions expressions, List<RecordWrite> records, CancellationToken cancellation)
    {
        WriteBatch parents = batch.OfOthers(owner, records);
        parents.Graph.Refresh();
        GraphLoader loader = new(parents, expressions.Read, parents.Graph);
        loader.WantFrom(expressions.Reads, records);
        loader.Want(expressions.User, [batch.Caller.UserId]);
        await loader.LoadAsync(cancellation);
        if (parents.Refusal is { } tooMuch)
        {
            batch.Refusal = tooMuch;
            return;
        }

        List<WriteProblem> broken = [];
        foreach (RecordWrite record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (RollupRule rule in expressions.RollupRules)
            {
                if (broken.Count == MostTold || !IsTouched(rule, record) || !rule.Rule.InvalidWhen.Holds(parents.Graph.Context(record))) continue;
                broken.Add(new WriteProblem(owner.Object.Name, record.Id, null, null, WriteCodes.RuleBroken, rule.Rule.Rule.Message.In(batch.Caller.Language)));
            }
        }

        if (broken.Count == 0) return;
        batch.BreaksParents = true;
        batch.Refusal = new WriteRefusal(GraphQLErrorCode.ValidationFailed, broken[0].Message, [.. batch.Refusal?.Problems ?? [], .. broken]);
    }

    private WriteExpressions? Expressions(RecordLayout owner) => ModelExpressions.Of(batch.Model).Writing(owner);

    private static bool IsTouched(RollupRule rule, RecordWrite record) => rule.Rollups.Any(s => record.IsChanged[s.Ordinal]);

    private static RecordWrite Changed(RecordLayout owner, IReadOnlyList<FieldSlot> fields, Dictionary<Guid, object?[]> before, object?[] now)
    {
        var id = (Guid)now[owner.Id.Ordinal]!;
        RecordWrite record = new(owner, 0, WriteKind.Update, id) { Old = before[id] };
        now.CopyTo(record.Values, 0);
        foreach (FieldSlot slot in fields) record.IsChanged[slot.Ordinal] = !slot.Codec.AreEqual(record.Old[slot.Ordinal], now[slot.Ordinal]);
        return record;
    }

    private static object?[] Row(RecordLayout owner, Guid id, IReadOnlyList<FieldSlot> fields, NpgsqlDataReader reader, int at)
    {
        object?[] row = new object?[owner.Fields.Count];
        row[owner.Id.Ordinal] = id;
        foreach (FieldSlot slot in fields) row[slot.Ordinal] = ColumnReader.Read(reader, slot, ref at);
        return row;
    }
}
