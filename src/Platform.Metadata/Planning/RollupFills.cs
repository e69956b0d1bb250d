using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>
/// The rollups whose values a plan makes anew: new and changed ones, and those that depend on a field that holds something else afterwards. The tables of all that
/// they are made of (the list, its links, what its records refer to) are locked against writers first, so that nothing comes, goes or changes unseen. Where tables are large it is done in the background, record by record, and the fields stay
/// blank, or as they were, until then.
/// </summary>
internal sealed class RollupFills(StorageContext context, StorageSteps steps)
{
    private readonly Dictionary<(string ObjectId, string FieldId), int> _touched = [];
    private readonly HashSet<(string Object, string Field)> _deferred = [];
    private int _aliases;

    /// <summary>Adds the steps.</summary>
    public void Add()
    {
        if (context.To.Model.Objects.All(o => o.Fields.All(f => f.Rollup is null))) return;
        for (int i = 0; i < context.Changes.Count; i++) Touch(context.Changes[i], i);
        List<(OrderedRollup Rollup, int Change)> filled = [];
        foreach (OrderedRollup rollup in RollupOrder.Of(context.To.Model))
        {
            if (CauseOf(rollup) is not { } change) continue;
            _touched.TryAdd((rollup.Owner.Id, rollup.Field.Id), change);
            // A new table has no rows; what hangs on it comes later.
            if (Before(rollup.Owner) is not null) filled.Add((rollup, change));
        }

        Lock(filled);
        foreach ((OrderedRollup rollup, int change) in filled)
        {
            steps.Change = change;
            Fill(rollup);
        }
    }

    /// <summary>All of them at once and in one order, as every deploy takes them.</summary>
    private void Lock(List<(OrderedRollup Rollup, int Change)> filled)
    {
        SortedDictionary<string, int> tables = new(StringComparer.Ordinal);
        foreach ((OrderedRollup rollup, int change) in filled)
        {
            foreach (string table in TablesOf(rollup)) tables.TryAdd(table, change);
        }

        foreach ((string table, int change) in tables)
        {
            steps.Change = change;
            steps.Define(PlanStage.Create, new LockTable(steps.Table(table)));
        }
    }

    /// <summary>The tables that were there before and hold what a rollup is made of.</summary>
    private IEnumerable<string> TablesOf(OrderedRollup rollup)
    {
        IEnumerable<ObjectModel> read = rollup.Inputs.Stored.Select(i => context.To.Model.Object(i.Object)).Append(rollup.Link.Child);
        foreach (ObjectModel model in read)
        {
            if (Before(model) is not null) yield return model.Table;
        }

        ObjectModel holder = rollup.Link.IsInverse ? rollup.Link.Child : rollup.Owner;
        if (rollup.Link.Field.LinkTable is { } links && Before(holder)?.Fields.FirstOrDefault(f => f.Id == rollup.Link.Field.Id)?.LinkTable == links) yield return links;
    }

    private ObjectModel? Before(ObjectModel model) => context.From.Model.Objects.FirstOrDefault(o => o.Id == model.Id);

    private void Touch(ModelChange change, int index)
    {
        (ObjectModel Owner, FieldModel Field)? touched = change switch
        {
            AddField c => (c.Object, c.Field),
            RestoreField c => (c.Object, c.Field),
            RevertField c => (c.Object, c.To),
            RetypeField c => (c.Object, c.To),
            ChangeNumericPrecision c => (c.Object, c.To),
            ChangeLookupTarget c => (c.Object, c.To),
            ChangeFormula c => (c.Object, c.To),
            ChangeRollup c => (c.Object, c.To),
            _ => null,
        };
        if (touched is var (owner, field)) _touched.TryAdd((owner.Id, field.Id), index);
        if (change is RestoreObject restored)
        {
            foreach (FieldModel each in restored.Object.Fields) _touched.TryAdd((restored.Object.Id, each.Id), index);
        }
    }

    private int? CauseOf(OrderedRollup rollup)
    {
        if (_touched.TryGetValue((rollup.Owner.Id, rollup.Field.Id), out int own)) return own;
        ObjectModel linked = rollup.Link.IsInverse ? rollup.Link.Child : rollup.Owner;
        if (_touched.TryGetValue((linked.Id, rollup.Link.Field.Id), out int link)) return link;
        foreach ((string name, string field) in rollup.Inputs.Fields)
        {
            ObjectModel source = context.To.Model.Object(name);
            if (_touched.TryGetValue((source.Id, source.Field(field).Id), out int input)) return input;
        }

        return null;
    }

    private void Fill(OrderedRollup rollup)
    {
        string table = rollup.Owner.Table;
        bool background = context.IsLarge(table) || context.IsLarge(rollup.Link.Child.Table)
            || rollup.Inputs.Stored.Any(i => _deferred.Contains((i.Object, i.Field)));
        if (background) _deferred.Add((rollup.Owner.Name, rollup.Field.Name));
        steps.Rows(background ? PlanStage.Background : PlanStage.Fill, RollupStatements.Fill(context.Schema, context.To.Model, rollup, NextAlias));
    }

    private string NextAlias() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"f{_aliases++}");
}
