using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;

namespace Platform.Runtime.Writing.Statements;

/// <summary>Keys of unique indexes: text compares without case unless the index says otherwise.</summary>
internal static class UniqueKeys
{
    /// <summary>An expression as the unique index has it.</summary>
    public static SqlExpression Folded(IndexModel index, FieldSlot field, ColumnSlot column, SqlExpression expression) =>
        column.Type == SqlType.Text && index.Folds(field.Field.Type) ? SqlExpression.Call("lower", expression) : expression;

    /// <summary>The key of a record in an index as one text, for comparison among inputs; null when a part is blank, which never collides.</summary>
    public static string? Of(RecordWrite record, IndexModel index)
    {
        List<string> parts = [];
        foreach (string name in index.Fields)
        {
            FieldSlot slot = record.Layout[name];
            if (record.Values[slot.Ordinal] is not { } value) return null;
            string text = slot.Codec.ToText(value);
            parts.Add(index.Folds(slot.Field.Type) ? text.ToLowerInvariant() : text);
        }

        return string.Join('\u001f', parts);
    }
}
