using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>
/// The rollups whose values a plan makes anew: new and changed ones, and those that depend on a field that holds something else afterwards. Tables of the list are
/// locked against writers first, so that no record comes or goes unseen. Where tables are large it is done in the background, record by record, and the fields stay
/// blank, or as they were, until then.
/// </summary>
internal sealed class RollupFills(StorageContext context, StorageSteps steps)
{
    private readonly Dictionary<(string ObjectId, string FieldId), int> _touched = [];
    private readonly HashSet<(string Object, string Field)> _deferred = [];
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private int _aliases;

    /// <summary>Adds the steps.</summary>
    public void Add()
    {
        if (context.To.Model.Objects.All(o => o.Fields.All(f => f.Rollup is null))) return;
        for (int i = 0; i < context.Changes.Count; i++) Touch(context.Changes[i], i);
        foreach (OrderedRollup rollup in RollupOrder.Of(context.To.Model))
        {
            if (CauseOf(rollup) is not { } change) continue;
            _touched.TryAdd((rollup.Owner.Id, rollup.Field.Id), change);
            steps.Change = change;
            Fill(rollup);
        }
    }

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
        // A new table has no rows; what hangs on it comes later.
        if (context.From.Model.Objects.All(o => o.Id != rollup.Owner.Id)) return;
        string table = rollup.Owner.Table;
        bool background = context.IsLarge(table) || context.IsLarge(rollup.Link.Child.Table)
            || rollup.Inputs.Stored.Any(i => _deferred.Contains((i.Object, i.Field)));
        if (background) _deferred.Add((rollup.Owner.Name, rollup.Field.Name));
        bool exists = context.From.Model.Objects.Any(o => o.Id == rollup.Link.Child.Id);
        if (exists && _locked.Add(rollup.Link.Child.Table)) steps.Define(PlanStage.Create, new LockTable(steps.Table(rollup.Link.Child.Table)));
        steps.Rows(background ? PlanStage.Background : PlanStage.Fill, RollupStatements.Fill(context.Schema, context.To.Model, rollup, NextAlias));
    }

    private string NextAlias() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"f{_aliases++}");
}
