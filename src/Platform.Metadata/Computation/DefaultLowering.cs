using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Metadata.Values;
using Platform.Sql;

namespace Platform.Metadata.Computation;

/// <summary>The SQL of what a field of a new record begins with.</summary>
public static class DefaultLowering
{
    /// <summary>A constant as a column of the field holds it; null where it has none.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The constant in the JSON form of the field's type, or null.</param>
    /// <param name="column">One of the field's columns.</param>
    public static SqlExpression? Constant(FieldModel field, JsonText? value, ColumnModel column)
    {
        if (field.Rollup is { StartsAtZero: true }) return SqlExpression.Number(0);
        if (value?.ToElement() is not { } given) return null;
        if (field.Type is DurationType) return IsoText.TryDuration(given.GetString(), out TimeSpan duration) ? SqlExpression.Number((long)duration.TotalSeconds) : null;
        IReadOnlyList<string> parts = FieldParts.Of(field.Type);
        if (parts.Count == 0) return ColumnDefault.Of(field.Type, value, column.Type)?.ToSql();
        string part = parts[field.Columns.TakeWhile(c => c != column).Count()];
        return given.ValueKind == JsonValueKind.Object && given.TryGetProperty(part, out JsonElement found) && found.ValueKind != JsonValueKind.Null
            ? new ColumnDefault(new JsonText(found.GetRawText()), column.Type).ToSql()
            : null;
    }

    /// <summary>A computed default over a new record, as the field holds it.</summary>
    /// <param name="field">A field with a computed default.</param>
    /// <param name="environment">The statement around it.</param>
    /// <param name="record">The record, in scope.</param>
    public static SqlExpression Computed(FieldModel field, LoweringEnvironment environment, LoweredRow record)
    {
        ExpressionModel preset = field.DefaultFormula ?? throw new ArgumentException($"Field '{field.Name}' has no computed default.", nameof(field));
        return FormulaLowering.Value(field with { Formula = new FormulaModel(preset.Text, field.Column, preset.Checked) }, environment, record);
    }
}
