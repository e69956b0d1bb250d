using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Inserts records of one object: what all of them have in common travels once.</summary>
internal static class RecordInsert
{
    /// <summary>The statement with the values of some fields, and what it is to return.</summary>
    public static NpgsqlBatchCommand Of(
        WriteBatch batch, RecordLayout layout, IReadOnlyList<RecordWrite> records, IReadOnlyList<FieldSlot> fields, ReturnedRecord? returned = null)
    {
        string schema = batch.Caller.Schema;
        if (records.Count == 1) return RecordStatements.InsertOne(layout, schema, fields, returned).Bind([.. ColumnValues.Of(batch, records[0], fields)]);
        List<FieldSlot> same = [], own = [];
        foreach (FieldSlot field in fields) (AreSame(records, field) ? same : own).Add(field);
        object?[] values = [.. ColumnValues.Of(batch, records[0], same), .. own.SelectMany(f => ColumnValues.Arrays(batch, records, f))];
        return RecordStatements.InsertMany(layout, schema, same, own, returned).Bind(values);
    }

    // One instance for all, as the platform fills it in; equal values of callers are not worth looking for.
    private static bool AreSame(IReadOnlyList<RecordWrite> records, FieldSlot field)
    {
        if (field.IsEncrypted) return false;
        object? first = records[0].Values[field.Ordinal];
        for (int i = 1; i < records.Count; i++)
        {
            if (!ReferenceEquals(records[i].Values[field.Ordinal], first)) return false;
        }

        return true;
    }
}
