using Platform.Metadata.Values;
using Platform.Runtime.Writing.Encryption;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Canonical values in the form of their columns.</summary>
internal static class ColumnValues
{
    /// <summary>The columns of fields of one record, one after the other.</summary>
    public static List<object?> Of(WriteBatch batch, RecordWrite record, IReadOnlyList<FieldSlot> fields)
    {
        List<object?> values = new(fields.Count);
        foreach (FieldSlot slot in fields)
        {
            object?[] columns = new object?[slot.Columns.Count];
            Put(batch, record, slot, columns);
            values.AddRange(columns);
        }

        return values;
    }

    /// <summary>The columns of a field of many records: an array for each.</summary>
    public static IEnumerable<Array> Arrays(WriteBatch batch, IReadOnlyList<RecordWrite> records, FieldSlot slot)
    {
        object?[][] columns = [.. slot.Columns.Select(_ => new object?[records.Count])];
        object?[] row = new object?[slot.Columns.Count];
        for (int r = 0; r < records.Count; r++)
        {
            Put(batch, records[r], slot, row);
            for (int c = 0; c < row.Length; c++) columns[c][r] = row[c];
        }

        return slot.Columns.Select((column, c) => ColumnArrays.Of(column.Type, columns[c]));
    }

    private static void Put(WriteBatch batch, RecordWrite record, FieldSlot slot, object?[] columns)
    {
        object? value = record.Values[slot.Ordinal];
        if (slot.IsEncrypted && value is string plain)
        {
            columns[0] = batch.Cipher.Encrypt(plain, new CipherPlace(batch.Caller.TenantId, record.Layout.Object.Id, slot.Field.Id, record.Id));
        }
        else if (value is UnreadableValue unreadable)
        {
            columns[0] = unreadable.Stored;
        }
        else if (value is PolymorphicReference reference)
        {
            // The column has the stable id, so that renaming an object touches no row.
            slot.Codec.ToColumns(reference with { Object = batch.Model.Object(reference.Object).Id }, columns);
        }
        else
        {
            slot.Codec.ToColumns(value, columns);
        }
    }
}
