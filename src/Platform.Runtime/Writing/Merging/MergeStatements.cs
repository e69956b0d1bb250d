using Npgsql;
using NpgsqlTypes;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Statements;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Merging;

/// <summary>Statements of merges: on their own table in the catalog, and on links.</summary>
internal static class MergeStatements
{
    /// <summary>How long a merge can be undone, in days.</summary>
    public const int DaysToUndo = 30;

    /// <summary>Keeps a merge.</summary>
    public static NpgsqlBatchCommand Keep(Guid tenant, Guid id, string objectId, Guid kept, string undo, Guid user)
    {
        NpgsqlBatchCommand keep = new("INSERT INTO platform.merges (tenant_id, id, object, kept, undo, merged_by) VALUES ($1, $2, $3, $4, $5, $6)");
        foreach (object value in new object[] { tenant, id, objectId, kept }) keep.Parameters.Add(new NpgsqlParameter { Value = value });
        keep.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = undo });
        keep.Parameters.Add(new NpgsqlParameter { Value = user });
        return keep;
    }

    /// <summary>Takes a merge that can be undone, as undone: the result is the kept record and what was done.</summary>
    public static NpgsqlBatchCommand Take(Guid tenant, Guid id, string objectId)
    {
        NpgsqlBatchCommand take = new("""
            UPDATE platform.merges SET undone_at = now()
            WHERE tenant_id = $1 AND id = $2 AND object = $3 AND undone_at IS NULL AND merged_at > now() - make_interval(days => $4)
            RETURNING kept, undo::text
            """);
        foreach (object value in new object[] { tenant, id, objectId, DaysToUndo }) take.Parameters.Add(new NpgsqlParameter { Value = value });
        return take;
    }

    /// <summary>Forgets the merges of records that are removed for good, with the values that they hold.</summary>
    public static NpgsqlBatchCommand Forget(Guid tenant, Guid[] records)
    {
        NpgsqlBatchCommand forget = new("DELETE FROM platform.merges WHERE tenant_id = $1 AND (kept = ANY ($2) OR undo -> 'Merged' ?| $3)");
        forget.Parameters.Add(new NpgsqlParameter { Value = tenant });
        forget.Parameters.Add(new NpgsqlParameter { Value = records });
        forget.Parameters.Add(new NpgsqlParameter { Value = records.Select(r => r.ToString("D")).ToArray() });
        return forget;
    }

    /// <summary>Live records about records of an object, locked: parameters are the object's name and the records' ids as texts, the result the id and that of the record.</summary>
    public static StatementTemplate Describing(RecordLayout layout, string schema) => layout.Template($"describing {schema}", () =>
    {
        SqlExpression Of(string field) => Column("t", layout[field].Columns[0].Name);
        SqlExpression id = Column("t", layout.Id.Columns[0].Name);
        return new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(id), new SqlItem(Of(HistoryFields.Record))],
            From = new SqlTableSource(new SqlTable(schema, layout.Object.Table), "t"),
            Where = And(
                Of(HistoryFields.Object).EqualTo(StatementTemplate.Value(SqlType.Text, 0)),
                Of(HistoryFields.Record).EqualToAny(StatementTemplate.Value(SqlType.Text.Array, 1)),
                RecordStatements.InState(layout, RowState.Live)),
            OrderBy = [new SqlOrder(id)],
            Lock = new SqlRowLock(SqlLockStrength.Update, ["t"]),
        });
    });

    /// <summary>Links from or to records: the parameter is their ids, the result the record that has the field and the one that it is linked to.</summary>
    public static StatementTemplate Links(RecordLayout layout, FieldSlot slot, string schema, bool fromThem) => layout.Template(
        $"links {(fromThem ? "from" : "to")} {slot.Ordinal} {schema}",
        () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Column("l", LinkColumns.Source)), new SqlItem(Column("l", LinkColumns.Target))],
            From = new SqlTableSource(new SqlTable(schema, slot.Field.LinkTable!), "l"),
            Where = Column("l", fromThem ? LinkColumns.Source : LinkColumns.Target).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
            OrderBy = [new SqlOrder(Column("l", LinkColumns.Source)), new SqlOrder(Column("l", LinkColumns.Target))],
        }));
}
