using Platform.Metadata.Changes;
using Platform.Metadata.Computation;
using Platform.Metadata.Conversion;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <content>Fields that hold something else from now on.</content>
public sealed partial class StoragePlanner
{
    private bool Retype(ObjectModel owner, FieldModel from, FieldModel to, StorageEffect effect)
    {
        if (effect == StorageEffect.Convert)
        {
            ConvertColumns(owner, from, to);
            return true;
        }

        foreach ((TableColumn before, TableColumn after) in TableMapping.ColumnsOf(from).Zip(TableMapping.ColumnsOf(to)))
        {
            if (before.Type != after.Type)
            {
                _steps.Define(
                    PlanStage.Create, new SetColumnType(_steps.Table(owner.Table), after.Name, SqlColumnType.Of(after.Type)));
            }

            if (before.NotNull && !after.NotNull) _steps.DropNotNull(owner.Table, after.Name);
            if (!before.NotNull && after.NotNull) _steps.SetNotNull(owner.Table, after.Name);
        }

        return ReplaceForeignKey(owner, from, to);
    }

    private void ConvertColumns(ObjectModel owner, FieldModel from, FieldModel to)
    {
        ReleaseIndexes(owner, from);
        IReadOnlyList<SqlExpression> kept = Columns(SetFieldAside(owner, from, SetAsideReason.Retype));
        MakeStorage(owner, to);
        FillColumns(owner, to, _conversion.Convert(from, to, kept), kept);
        Constrain(owner, to);
    }

    // New columns or links for a field that held something else; beside each column a copy of what it is filled with.
    private void MakeStorage(ObjectModel owner, FieldModel field)
    {
        if (field.LinkTable is not null) CreateLinks(owner, field);
        foreach (TableColumn column in TableMapping.ColumnsOf(field))
        {
            _steps.Define(PlanStage.Create, new AddColumn(
                _steps.Table(owner.Table), StorageSteps.Column(column, notNull: FillsItself(column), withDefault: FillsItself(column))));
        }
    }

    // The new values are written a second time as what took the former ones' place: a rollback then knows which were written since.
    private void FillColumns(ObjectModel owner, FieldModel field, IReadOnlyList<SqlExpression> values, IReadOnlyList<SqlExpression> sources)
    {
        TableColumn[] columns = [.. TableMapping.ColumnsOf(field)];
        if (columns.Length == 0) return;
        string[] copies = [.. columns.Select(c => _steps.AddSuccessor(owner.Table, c, FillsItself(c), owner.Id, field.Id))];
        if (sources.Count == 0 || values.All(v => v == SqlExpression.Null)) return;
        _steps.Rows(PlanStage.Fill, new SqlUpdate
        {
            Table = _steps.Table(owner.Table),
            Alias = StorageSteps.Row,
            Set =
            [
                .. columns.Zip(values, (c, v) => new SqlAssignment(c.Name, v)), .. copies.Zip(values, (c, v) => new SqlAssignment(c, v)),
            ],
            Where = ValueConversion.HasValue(sources),
        });
    }

    private void Constrain(ObjectModel owner, FieldModel field)
    {
        foreach (TableColumn column in TableMapping.ColumnsOf(field).Where(c => !FillsItself(c)))
        {
            if (column.Default is { } constant)
            {
                _steps.Define(PlanStage.Constrain, new SetColumnDefault(_steps.Table(owner.Table), column.Name, constant.ToSql()));
            }

            if (column.NotNull) _steps.SetNotNull(owner.Table, column.Name);
        }

        if (TableMapping.ForeignKeyOf(_context.To.Model, owner, field) is { } key) _steps.AddForeignKey(owner.Table, key);
    }

    // A checkbox: it has its default in every record from the moment at which it is made.
    private static bool FillsItself(TableColumn column) => column.NotNull && column.Default is not null;

    // An index stays with its column when that is renamed: it is made anew on the new one. Where the plan removes or adds it anyway, it does so itself.
    private void ReleaseIndexes(ObjectModel owner, FieldModel field)
    {
        ObjectModel old = _context.From.Model.Objects.First(o => o.Id == owner.Id);
        foreach (IndexModel index in old.Indexes.Where(i => i.Fields.Any(n => IsMadeOf(old, old.Field(n), field))))
        {
            if (!_rebuilt.Add((owner.Table, index.Name))) continue;
            bool goes = _context.Changes.Any(c => (c is Changes.DropIndex d && d.Index.Name == index.Name) || (c is ChangeUnique { Unique: false } u && u.Index.Name == index.Name));
            bool comes = _context.Changes.Any(c => (c is AddIndex a && a.Index.Name == index.Name) || (c is ChangeUnique { Unique: true } u && u.Index.Name == index.Name));
            if (!goes) DropIndex(index);
            if (!goes && !comes && owner.Indexes.FirstOrDefault(i => i.Name == index.Name) is { } kept) CreateIndex(owner, kept);
        }
    }

    private static bool IsMadeOf(ObjectModel owner, FieldModel key, FieldModel field) => key.Id == field.Id
        || (key.Formula is not null && IndexableFormulas.Reads(owner, key).Any(read => owner.Field(read).Id == field.Id));

    // Dropped by its name: in a rollback the object that the key points to may itself be on its way out, under a name of its own.
    private bool ReplaceForeignKey(ObjectModel owner, FieldModel from, FieldModel to)
    {
        ForeignKeyDefinition? after = TableMapping.ForeignKeyOf(_context.To.Model, owner, to);
        if (TableMapping.ForeignKeyOf(_context.From.Model, owner, from) == after) return false;
        if (TableMapping.ForeignKeyNameOf(owner, from) is { } before) _steps.Define(PlanStage.Release, new DropConstraint(_steps.Table(owner.Table), before));
        if (after is not null) _steps.AddForeignKey(owner.Table, after);
        return true;
    }
}
