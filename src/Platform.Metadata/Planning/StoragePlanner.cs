using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Conversion;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>
/// From changes to the statements that carry them out. Nothing is ever dropped: columns and tables that are no longer wanted are set aside
/// under another name (decision 0015), retyped columns keep their old values beside the converted ones (decision 0016).
/// </summary>
public sealed partial class StoragePlanner : IModelChangeVisitor<bool>
{
    private readonly StorageContext _context;
    private readonly StorageSteps _steps;
    private readonly ValueConversion _conversion;
    private readonly HashSet<(string Table, string Index)> _rebuilt = [];
    private readonly Dictionary<Changes.DropIndex, AddIndex> _replaced;

    private StoragePlanner(StorageContext context)
    {
        _context = context;
        _steps = new StorageSteps(context);
        _replaced = ReplacedIndexes.Of(context);
        _conversion = new ValueConversion(context.Schema, context.From.Model, context.To.Model);
    }

    /// <summary>The steps of a plan in the order in which they run.</summary>
    public static EquatableArray<PlanStep> Plan(StorageContext context)
    {
        StoragePlanner planner = new(context);
        StageTotalsSteps totals = new(context, planner._steps);
        totals.Release();
        for (int i = 0; i < context.Changes.Count; i++)
        {
            planner._steps.Change = i;
            context.Changes[i].Match(planner);
        }

        new RollupFills(context, planner._steps).Add();
        totals.Make();
        return planner._steps.InOrder.ToEquatableArray();
    }

    bool IModelChangeVisitor<bool>.Visit(CreateObject change)
    {
        CreateTable(TableMapping.TableOf(_context.To.Model, change.Object), StorageSteps.LiveColumn(change.Object));
        foreach (FieldModel field in change.Object.Fields.Where(f => f.LinkTable is not null)) CreateLinks(change.Object, field);
        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(DropObject change)
    {
        ObjectModel old = change.Object;
        foreach (string key in old.Fields.Select(f => TableMapping.ForeignKeyNameOf(old, f)).OfType<string>().Order(StringComparer.Ordinal))
        {
            _steps.Define(PlanStage.Release, new DropConstraint(_steps.Table(old.Table), key));
        }

        DropFormerIndexes(old, _ => true);
        string aside = _steps.SetTableAside(TableMapping.TableOf(_context.From.Model, old), SetAsideReason.Drop, old.Id);
        foreach (FieldModel field in old.Fields.Where(f => f.LinkTable is not null)) SetLinksAside(old, field, SetAsideReason.Drop, aside);
        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(RenameObject change) => false;

    bool IModelChangeVisitor<bool>.Visit(AddField change)
    {
        if (change.Field.LinkTable is not null) CreateLinks(change.Object, change.Field);
        ForeignKeyDefinition? key = TableMapping.ForeignKeyOf(_context.To.Model, change.Object, change.Field);
        foreach (TableColumn column in TableMapping.ColumnsOf(change.Field)) AddColumn(change.Object.Table, change.Field, column, key);
        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(DropField change)
    {
        // A field of the same id that is stored in another way: what indexes are made of goes with the old column.
        ObjectModel? next = _context.To.Model.Objects.FirstOrDefault(o => o.Id == change.Object.Id);
        if (next is not null && next.Fields.Any(f => f.Id == change.Field.Id)) ReleaseIndexes(next, change.Field);
        SetFieldAside(change.Object, change.Field, SetAsideReason.Drop);
        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(RenameField change) => false;

    bool IModelChangeVisitor<bool>.Visit(RetypeField change) => Retype(change.Object, change.From, change.To, change.Effect);

    bool IModelChangeVisitor<bool>.Visit(ChangeNumericPrecision change) => Retype(change.Object, change.From, change.To, change.Effect);

    bool IModelChangeVisitor<bool>.Visit(ChangeLookupTarget change) =>
        Retype(change.Object, change.From, change.To, StorageEffect.Convert);

    bool IModelChangeVisitor<bool>.Visit(ChangeTextLength change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeRange change) => false;

    // A rule of the write pipeline: the tables know nothing of it (Platform.Metadata.Storage.FieldStorage).
    bool IModelChangeVisitor<bool>.Visit(ChangeRequired change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeUnique change) =>
        change.Unique ? CreateIndex(change.Object, change.Index) : DropIndex(change.Index);

    bool IModelChangeVisitor<bool>.Visit(ChangeDefault change)
    {
        if (ConvertsElsewhere(change.Object, change.To)) return false;
        foreach ((TableColumn before, TableColumn after) in TableMapping.ColumnsOf(change.From).Zip(TableMapping.ColumnsOf(change.To)))
        {
            if (before.Default == after.Default) continue;
            _steps.Define(
                PlanStage.Constrain, new SetColumnDefault(_steps.Table(change.Object.Table), after.Name, after.Default?.ToSql()));
        }

        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(ChangeFormula change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeCondition change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeDependentChoices change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeRule change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeRecordType change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeRollup change) => false;

    // Made and taken away by StageTotalsSteps, which other changes need as well.
    bool IModelChangeVisitor<bool>.Visit(ChangeStageTotals change) => false;

    bool IModelChangeVisitor<bool>.Visit(ChangeDeleteRule change) => ReplaceForeignKey(change.Object, change.From, change.To);

    bool IModelChangeVisitor<bool>.Visit(AddPicklistValue change) => false;

    bool IModelChangeVisitor<bool>.Visit(RemovePicklistValue change) => false;

    bool IModelChangeVisitor<bool>.Visit(RetirePicklistValue change) => false;

    bool IModelChangeVisitor<bool>.Visit(AddIndex change)
    {
        // In the background it is looked at first whether it stands.
        if (!_context.IsLarge(change.Object.Table) && _context.From.Model.Objects.FirstOrDefault(o => o.Id == change.Object.Id) is { } old) DropFormerIndexes(old, f => f.Former == change.Index.Name);
        CreateIndex(change.Object, change.Index);
        foreach ((Changes.DropIndex former, _) in _replaced.Where(r => ReferenceEquals(r.Value, change)))
        {
            _steps.Define(PlanStage.Background, new Sql.Definition.DropIndex(_steps.Table(former.Index.Name), Concurrently: true));
        }

        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(Changes.DropIndex change)
    {
        DropFormerIndexes(change.Object, f => f.Listed == change.Index.Name && !_context.Changes.OfType<AddIndex>().Any(a => a.Index.Name == f.Former));
        return _replaced.ContainsKey(change) || DropIndex(change.Index);
    }

    bool IModelChangeVisitor<bool>.Visit(DocumentAdded change) => false;

    bool IModelChangeVisitor<bool>.Visit(DocumentRemoved change) => false;

    bool IModelChangeVisitor<bool>.Visit(DocumentChanged change) => false;

    private void CreateTable(TableDefinition table, string? liveColumn)
    {
        _steps.Define(PlanStage.Create, new CreateTable(
            _steps.Table(table.Name),
            [.. table.Columns.Select(c => StorageSteps.Column(c, c.NotNull, withDefault: true))],
            table.PrimaryKeyName,
            table.PrimaryKey));
        foreach (ForeignKeyDefinition key in table.ForeignKeys)
        {
            _steps.Define(PlanStage.Constrain, new AddForeignKey(_steps.Table(table.Name), _steps.Key(key), NotValid: false));
        }

        foreach (IndexDefinition index in table.Indexes) _steps.CreateIndex(table.Name, index, liveColumn ?? "", isNew: true);
    }

    private void CreateLinks(ObjectModel owner, FieldModel field) =>
        CreateTable(TableMapping.LinkTableOf(_context.To.Model, owner, field), null);

    private void AddColumn(string table, FieldModel field, TableColumn column, ForeignKeyDefinition? key)
    {
        bool blank = _context.Blank.Contains((table, column.Name));
        bool fills = column.Default is not null && (column.NotNull || field.Required);
        _steps.Define(PlanStage.Create, new AddColumn(
            _steps.Table(table),
            StorageSteps.Column(column, column.NotNull && !blank, fills),
            key is null ? null : _steps.Key(key)));
        if (column.NotNull && blank) _steps.SetNotNull(table, column.Name);

        // The default of a field that may stay blank is for new records alone.
        if (column.Default is { } constant && !fills)
        {
            _steps.Define(PlanStage.Constrain, new SetColumnDefault(_steps.Table(table), column.Name, constant.ToSql()));
        }
    }

    private IReadOnlyList<string> SetFieldAside(ObjectModel owner, FieldModel field, SetAsideReason reason)
    {
        if (field.LinkTable is not null) SetLinksAside(owner, field, reason, owner.Table);
        if (TableMapping.ForeignKeyNameOf(owner, field) is { } key)
        {
            _steps.Define(PlanStage.Release, new DropConstraint(_steps.Table(owner.Table), key));
        }

        return [.. TableMapping.ColumnsOf(field).Select(c => _steps.SetColumnAside(owner.Table, c, reason, owner.Id, field.Id))];
    }

    private void SetLinksAside(ObjectModel owner, FieldModel field, SetAsideReason reason, string ownerTable)
    {
        TableDefinition links = TableMapping.LinkTableOf(_context.From.Model, owner, field);
        foreach (ForeignKeyDefinition key in links.ForeignKeys) _steps.Define(PlanStage.Release, new DropConstraint(_steps.Table(links.Name), key.Name));
        _steps.SetTableAside(links, reason, owner.Id, field.Id, ownerTable);
    }

    private bool CreateIndex(ObjectModel owner, IndexModel index)
    {
        _steps.CreateIndex(owner.Table, TableMapping.IndexOf(owner, index), StorageSteps.LiveColumn(owner));
        return true;
    }

    // Those that a former version made beside listed ones may stand, though no model knows them, and would keep their names.
    private void DropFormerIndexes(ObjectModel old, Func<(string Listed, string Former), bool> which)
    {
        foreach ((string _, string former) in TableMapping.FormerIndexesOf(old).Where(which).DistinctBy(f => f.Former))
        {
            if (_context.From.Model.Objects.Any(o => o.Indexes.Any(i => i.Name == former))) continue;
            _steps.Define(PlanStage.Release, new Sql.Definition.DropIndex(_steps.Table(former), Concurrently: false));
        }
    }

    private bool DropIndex(IndexModel index)
    {
        _steps.Define(PlanStage.Release, new Sql.Definition.DropIndex(_steps.Table(index.Name), Concurrently: false));
        return true;
    }

    // True when another change of the plan gives the field new columns, which are made with everything the field now has.
    private bool ConvertsElsewhere(ObjectModel owner, FieldModel field) => _context.Changes.Any(c => c switch
    {
        RetypeField { Effect: StorageEffect.Convert } r => r.Object.Id == owner.Id && r.To.Id == field.Id,
        ChangeNumericPrecision { Effect: StorageEffect.Convert } r => r.Object.Id == owner.Id && r.To.Id == field.Id,
        ChangeLookupTarget r => r.Object.Id == owner.Id && r.To.Id == field.Id,
        _ => false,
    });

    private static IReadOnlyList<SqlExpression> Columns(IEnumerable<string> names) =>
        [.. names.Select(n => SqlExpression.Column(StorageSteps.Row, n))];
}
