using Platform.Metadata.Changes;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <content>What a rollback brings back.</content>
public sealed partial class StoragePlanner
{
    bool IModelChangeVisitor<bool>.Visit(RestoreObject change)
    {
        _steps.RestoreTable(change.Entry);
        ObjectModel target = _context.To.Model.Objects.First(o => o.Id == change.Object.Id);
        foreach (FieldModel field in change.Object.Fields)
        {
            FieldModel? now = target.Fields.FirstOrDefault(f => f.Id == field.Id);
            if (now is null || ConvertsElsewhere(target, now)) continue;
            RestoreForeignKey(target, now, wholeRow: true);
        }

        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(RestoreField change)
    {
        RestoreColumns(change.Object, change.Field, change.Entries);
        FieldModel now = Target(change.Object, change.Field);
        if (change.Field.LinkTable is not null) RestoreLinks(change.Object, change.Field, now, change.Entries);
        if (!ConvertsElsewhere(change.Object, now)) RestoreForeignKey(change.Object, now, wholeRow: false);
        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(RevertField change)
    {
        IReadOnlyList<string> live = change.LiveColumns;
        if (change.Live.IsEmpty)
        {
            ReleaseIndexes(change.Object, change.From);
            live = SetFieldAside(change.Object, change.From, SetAsideReason.Retype);
        }

        RetypeLink first = change.Chain[0];
        RestoreColumns(change.Object, first.Field, first.Entries);
        FieldModel now = Target(change.Object, first.Field);
        if (first.Field.LinkTable is not null) RestoreLinks(change.Object, first.Field, now, first.Entries);
        if (change.TakesWrittenSince) TakeWrittenSince(change, live[0]);
        if (!ConvertsElsewhere(change.Object, now)) RestoreForeignKey(change.Object, now, wholeRow: false);
        return true;
    }

    // A value that is still what the conversion made of the kept one is the kept one; anything else was written since, and is converted back.
    private void TakeWrittenSince(RevertField change, string live)
    {
        SqlExpression value = RevertedValue.Of(_conversion, change, live);
        SqlExpression kept = SqlExpression.Column(StorageSteps.Row, change.Chain[0].Field.Column.Name);
        _steps.Rows(PlanStage.Fill, new SqlUpdate
        {
            Table = _steps.Table(change.Object.Table),
            Alias = StorageSteps.Row,
            Set = [new SqlAssignment(change.Chain[0].Field.Column.Name, value)],
            Where = SqlExpression.Infix(value, "is distinct from", kept),
        });
    }

    private void RestoreColumns(ObjectModel owner, FieldModel field, IEnumerable<SetAsideEntry> entries)
    {
        foreach (SetAsideEntry entry in entries.Where(e => e.Kind == SetAsideKind.Column))
        {
            _steps.Define(PlanStage.Restore, new RenameColumn(_steps.Table(owner.Table), entry.Column!, entry.Original));
            _steps.NoteRestored(owner.Table, entry.Original, entry);

            // Where the table came back too, the register has followed its name.
            _steps.Rows(PlanStage.Restore, SetAsideRegister.Restore(_context.Schema, entry with { Table = owner.Table }, _context.Revision));
        }

        foreach (TableColumn column in TableMapping.ColumnsOf(field))
        {
            if (column.Default is { } constant)
            {
                _steps.Define(PlanStage.Restore, new SetColumnDefault(_steps.Table(owner.Table), column.Name, constant.ToSql()));
                if (column.NotNull) FillBlank(owner.Table, column.Name, constant);
            }

            if (column.NotNull) _steps.SetNotNull(owner.Table, column.Name);
        }
    }

    // Records made while the column was away have nothing in it.
    private void FillBlank(string table, string column, ColumnDefault constant) => _steps.Rows(PlanStage.Fill, new SqlUpdate
    {
        Table = _steps.Table(table),
        Alias = StorageSteps.Row,
        Set = [new SqlAssignment(column, constant.ToSql())],
        Where = SqlExpression.Column(StorageSteps.Row, column).IsNull(),
    });

    private void RestoreLinks(ObjectModel owner, FieldModel then, FieldModel now, IEnumerable<SetAsideEntry> entries)
    {
        foreach (SetAsideEntry entry in entries.Where(e => e.Kind == SetAsideKind.Links)) _steps.RestoreTable(entry);
        if (then.LinkTable != now.LinkTable || ConvertsElsewhere(owner, now)) return;
        TableDefinition links = TableMapping.LinkTableOf(_context.To.Model, owner, now);
        foreach (ForeignKeyDefinition key in links.ForeignKeys)
        {
            _steps.ApplyMissedDeletes(links.Name, key, wholeRow: true);
            _steps.AddForeignKey(links.Name, key);
        }

        foreach (IndexDefinition index in links.Indexes) _steps.CreateIndex(links.Name, index, "");
    }

    private void RestoreForeignKey(ObjectModel owner, FieldModel field, bool wholeRow)
    {
        if (TableMapping.ForeignKeyOf(_context.To.Model, owner, field) is not { } key) return;
        _steps.ApplyMissedDeletes(owner.Table, key, wholeRow);
        _steps.AddForeignKey(owner.Table, key);
    }

    private FieldModel Target(ObjectModel owner, FieldModel field) =>
        _context.To.Model.Objects.First(o => o.Id == owner.Id).Fields.First(f => f.Id == field.Id);
}
