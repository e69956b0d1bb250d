using Npgsql;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Writing.Rollups;

/// <summary>
/// Brings one group up to date after the records that it depends on were written. Parents are locked first, late in the transaction and until its end; statements
/// that come after see everything that others committed before they gave the lock away, so that what they add or make anew is exact.
/// </summary>
/// <param name="batch">The write.</param>
/// <param name="graph">The rollups of the model.</param>
/// <param name="group">The group.</param>
/// <param name="changes">What the transaction changed so far; changed parents are added.</param>
/// <param name="rules">Rules over the rollups.</param>
/// <param name="isAlone">No other write of the transaction brought rollups up to date, so that differences can be added.</param>
internal sealed class RollupUpdate(WriteBatch batch, RollupGraph graph, RollupGroup group, RollupChanges changes, ParentRules rules, bool isAlone)
{
    private readonly bool _isAdded = group.IsAdditive && isAlone;
    private readonly string _schema = batch.Caller.Schema;

    /// <summary>Queues the statements; waits for the locks where rollups of other groups depend on these.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        List<ParentSource> sources = [];
        bool isSingle = AddRecords(sources);
        if (!_isAdded)
        {
            AddReferring(sources);
            AddLinks(sources);
            isSingle = false;
        }

        if (sources.Count > 0)
        {
            RollupStatementSet statements = new(graph, group, _schema, sources);
            await LockAsync(statements, isSingle, cancellation);
            if (_isAdded) batch.Session.EnqueueTotal(statements.Add());
            else foreach (OrderedRollup rollup in group.Rollups) batch.Session.EnqueueTotal(statements.Anew(rollup));
        }

        await PurgedAsync(cancellation);
    }

    /// <summary>Records of the list that came, went or changed.</summary>
    /// <returns>True when there is one parent at most.</returns>
    private bool AddRecords(List<ParentSource> sources)
    {
        if (changes.Of(group.Child.Object.Name) is not { } children) return true;
        bool changed = group.OwnInputs.Any(children.Fields.Contains);
        Guid[] updated = changed ? [.. children.Images.Keys.Where(id => !children.Deleted.Contains(id))] : [];
        Guid[] counted = [.. children.Created, .. children.Restored, .. updated];
        // What came may have gone again by another write of the transaction.
        Guid[] gone = [.. children.Deleted.Where(id => !children.Images.ContainsKey(id)), .. isAlone ? [] : children.Created.Concat(children.Restored)];
        IReadOnlyList<object?[]> images =
            [.. children.Images.Where(i => changed || children.Deleted.Contains(i.Key)).OrderBy(i => i.Key).Select(i => i.Value)];
        if (group.Link.Column is null)
        {
            Guid[] all = [.. counted, .. children.Deleted];
            if (all.Length > 0) sources.Add(ParentSource.Linked(group, _schema, all));
        }
        else
        {
            if (counted.Length > 0) sources.Add(ParentSource.Rows(graph.Model, group, _schema, counted, isTaken: false));
            if (gone.Length > 0) sources.Add(ParentSource.Rows(graph.Model, group, _schema, gone, isTaken: true));
            if (images.Count > 0) sources.Add(ParentSource.Images(graph.Model, group, _schema, graph.ImageOf(group.Child.Object.Name), images));
        }

        if (counted.Length > 0) LockRead(counted);
        return counted.Length + gone.Length <= 1 && images.Count == 0;
    }

    // What is read of the parent itself needs no lock of its own.
    private void LockRead(Guid[] children)
    {
        foreach (EquatableArray<string> path in group.ReadPaths)
        {
            if (path.Count == 1 && group.Link.Column is not null && path[0] == group.Link.Field.Name) continue;
            EnqueueLock(RollupStatementSet.LockRead(graph, group, _schema, path, [.. children.Order()]));
        }
    }

    /// <summary>Records of the list that refer to records which changed.</summary>
    private void AddReferring(List<ParentSource> sources)
    {
        foreach (IGrouping<(EquatableArray<string> Path, string Object), RollupInput> way in group.ForeignInputs.GroupBy(i => (i.Path, i.Object)))
        {
            if (changes.Of(way.Key.Object) is not { } referred || !way.Any(i => referred.Fields.Contains(i.Field))) continue;
            Guid[] ids = [.. referred.Images.Keys, .. referred.Deleted, .. referred.Restored];
            if (ids.Length > 0) sources.Add(ParentSource.Referring(graph.Model, group, _schema, way.Key.Path, ids.Distinct()));
        }
    }

    /// <summary>Links of a many-to-many relation that were made or undone.</summary>
    private void AddLinks(List<ParentSource> sources)
    {
        if (group.Link.Column is not null) return;
        RecordLayout holder = group.Link.IsInverse ? group.Child : group.Owner;
        if (holder != batch.Layout) return;
        FieldSlot links = holder[group.Link.Field.Name];
        HashSet<Guid> parents = [], linked = [];
        foreach (RecordWrite record in batch.Records)
        {
            if (record.IsRefused || !record.LinkDeltas.TryGetValue(links, out LinkDelta? delta)) continue;
            if (group.Link.IsInverse) parents.UnionWith([.. delta.Added, .. delta.Removed]);
            else parents.Add(record.Id);
            if (!group.Link.IsInverse) linked.UnionWith(delta.Added);
            else if (delta.Added.Count > 0) linked.Add(record.Id);
        }

        if (parents.Count > 0) sources.Add(ParentSource.Known(parents));
        if (linked.Count == 0 || group.OwnInputs.Count == 0) return;
        // Whoever changes a record while it is being linked does not find this parent: one of the two has to see what the other did.
        Guid[] children = [.. linked.Order()];
        if (!group.Link.IsInverse) EnqueueLock(RollupStatementSet.LockLinked(graph, group, _schema, children));
        LockRead(children);
    }

    // Rows that were purged cannot be looked at any more: their parents were noted before, and are made anew.
    private async Task PurgedAsync(CancellationToken cancellation)
    {
        if (!batch.PurgedParents.TryGetValue(group, out HashSet<Guid>? parents) || parents.Count == 0) return;
        RollupStatementSet statements = new(graph, group, _schema, [ParentSource.Known(parents)]);
        await LockAsync(statements, isSingle: false, cancellation);
        foreach (OrderedRollup rollup in group.Rollups) batch.Session.EnqueueTotal(statements.Anew(rollup));
    }

    private async Task LockAsync(RollupStatementSet statements, bool isSingle, CancellationToken cancellation)
    {
        bool hasDependents = graph.HasDependents(group);
        IReadOnlyList<FieldSlot> asked = rules.Watch(group);
        if (!hasDependents && asked.Count == 0)
        {
            // To add to one row, the statement that adds takes the lock by itself.
            if (!isSingle) EnqueueLock(statements.Lock());
            return;
        }

        IReadOnlyList<FieldSlot> images = hasDependents ? graph.ImageOf(group.Owner.Object.Name) : [];
        ColumnSlot[] columns = [.. images.SelectMany(f => f.Columns)];
        EnqueueLock(statements.Lock());
        batch.Session.Enqueue(statements.Before([.. images, .. asked]), async (reader, c) =>
        {
            while (await reader.ReadAsync(c))
            {
                if (hasDependents) Note(changes.To(group.Owner.Object.Name), columns, reader);
                if (asked.Count > 0 && reader.IsDBNull(1)) rules.Note(group.Owner, reader.GetGuid(0), asked, reader, 2 + columns.Length);
            }
        });
        if (!hasDependents) return;
        await batch.Session.FlushAsync(cancellation);
        changes.To(group.Owner.Object.Name).Fields.UnionWith(group.Rollups.Select(r => r.Field.Name));
    }

    // Its rows say nothing, but they come.
    private void EnqueueLock(NpgsqlBatchCommand statement) => batch.Session.Enqueue(statement, (_, _) => ValueTask.CompletedTask);

    private static void Note(ObjectChanges owners, ColumnSlot[] columns, NpgsqlDataReader reader)
    {
        Guid id = reader.GetGuid(0);

        // What lies in the recycle bin, and did before, counts nowhere.
        if (!reader.IsDBNull(1) && !owners.Deleted.Contains(id)) return;
        owners.Change(id, [.. columns.Select((c, n) => ColumnReader.Read(reader, n + 2, c.Type))]);
    }
}
