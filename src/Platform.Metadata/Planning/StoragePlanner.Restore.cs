using Platform.Metadata.Changes;
using Platform.Metadata.Fields;
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
            if (now is not null && !ConvertsElsewhere(target, now) && !Returns(target, now)) RestoreForeignKey(target, now, wholeRow: true);
        }

        return true;
    }

    bool IModelChangeVisitor<bool>.Visit(RestoreField change)
    {
        RestoreStorage(change.Object, change.Field, change.Entries);
        RestoreForeignKey(change.Object, Target(change.Object, change.Field), wholeRow: false);
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
        else
        {
            foreach (SetAsideEntry entry in change.Live) _steps.Take(change.Object.Table, entry);
        }

        // Where they come back, the kept columns stand under their own names by the time at which values are filled in.
        IReadOnlyList<string> kept = change.KeptColumns;
        if (change.Returns)
        {
            FieldModel first = change.Chain[0].Field;
            RestoreStorage(change.Object, first, change.Chain[0].Entries);
            RestoreForeignKey(change.Object, change.To, wholeRow: false);
            kept = [.. first.Columns.Select(c => c.Name)];
        }
        else
        {
            MakeStorage(change.Object, change.To);
        }

        RevertValues(change, live, kept);
        if (!change.Returns) Constrain(change.Object, change.To);
        return true;
    }

    private void RevertValues(RevertField change, IReadOnlyList<string> live, IReadOnlyList<string> kept)
    {
        // Every form that the field had may hold the value that is meant.
        IEnumerable<string> between = change.Chain.Skip(1).SelectMany(l => SetAsideEntry.ColumnsOf(l.Field, l.Entries));
        FillColumns(
            change.Object, change.To, RevertedValue.Of(_conversion, change, live, kept), Columns(live.Concat(between).Concat(kept)));
    }

    private void RestoreStorage(ObjectModel owner, FieldModel field, IEnumerable<SetAsideEntry> entries)
    {
        foreach (SetAsideEntry entry in entries)
        {
            if (entry.Kind == SetAsideKind.Links) _steps.RestoreTable(entry);
            else _steps.RestoreColumn(owner.Table, entry);
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

        if (field.LinkTable is not null) RestoreLinkKeys(owner, Target(owner, field));
    }

    // Records made while the column was away have nothing in it.
    private void FillBlank(string table, string column, ColumnDefault constant) => _steps.Rows(PlanStage.Fill, new SqlUpdate
    {
        Table = _steps.Table(table),
        Alias = StorageSteps.Row,
        Set = [new SqlAssignment(column, constant.ToSql())],
        Where = SqlExpression.Column(StorageSteps.Row, column).IsNull(),
    });

    private void RestoreLinkKeys(ObjectModel owner, FieldModel field)
    {
        TableDefinition links = TableMapping.LinkTableOf(_context.To.Model, owner, field);
        foreach (ForeignKeyDefinition key in links.ForeignKeys)
        {
            _steps.ApplyMissedDeletes(links.Name, key, wholeRow: true);
            _steps.AddForeignKey(links.Name, key);
        }

        foreach (IndexDefinition index in links.Indexes) _steps.CreateIndex(links.Name, index, "");
    }

    private void RestoreForeignKey(ObjectModel owner, FieldModel field, bool wholeRow)
    {
        if (TableMapping.IsOwner(field)) _steps.ClearOrphans(owner.Table, field.Column.Name, _context.To.Model.Object(((LookupType)field.Type).Target).Table);
        if (TableMapping.ForeignKeyOf(_context.To.Model, owner, field) is not { } key) return;
        _steps.ApplyMissedDeletes(owner.Table, key, wholeRow);
        _steps.AddForeignKey(owner.Table, key);
    }

    private FieldModel Target(ObjectModel owner, FieldModel field) =>
        _context.To.Model.Objects.First(o => o.Id == owner.Id).Fields.First(f => f.Id == field.Id);

    // True when the field has a change of its own that brings it back.
    private bool Returns(ObjectModel owner, FieldModel field) => _context.Changes.Any(c => c switch
    {
        RestoreField r => r.Object.Id == owner.Id && r.Field.Id == field.Id,
        RevertField r => r.Object.Id == owner.Id && r.To.Id == field.Id,
        _ => false,
    });
}
