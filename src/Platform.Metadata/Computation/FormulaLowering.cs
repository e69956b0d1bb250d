using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

/// <summary>The SQL of computed fields: the value of the expression as the field's type holds it, or null when it cannot hold it.</summary>
public static class FormulaLowering
{
    private const int LongestText = 1_000_000;

    /// <summary>The value of a computed field over a record, in the form of the field's column type.</summary>
    /// <param name="field">A field with a formula.</param>
    /// <param name="environment">The statement around it.</param>
    /// <param name="row">The record, in scope.</param>
    public static SqlExpression Value(FieldModel field, LoweringEnvironment environment, LoweredRow row)
    {
        FormulaModel formula = field.Formula ?? throw new ArgumentException($"Field '{field.Name}' is not computed.", nameof(field));
        SqlExpression value = ExpressionLowering.Lower(formula.Checked.Root, environment, row);
        return field.Type switch
        {
            IntegerType => SqlPieces.Small(value, -int.MaxValue, int.MaxValue),
            DecimalType or CurrencyType or PercentType => Number(value, formula.Column),
            CheckboxType => Call("coalesce", value, False),
            DurationType => Infix(value, "/", SqlPieces.Whole(1_000_000)),
            TextType t => Text(value, t.MaxLength),
            LongTextType t => Text(value, t.MaxLength),
            _ => value,
        };
    }

    // A blank text counts as no value, as it does in stored fields; one that is too long is cut.
    private static SqlExpression Text(SqlExpression value, int most) =>
        Call("nullif", Call("left", value, SqlExpression.Number(Math.Min(most, LongestText))), Literal(string.Empty));

    private static SqlExpression Number(SqlExpression value, ColumnModel column)
    {
        Expressions.Typing.NumberBounds bounds = FieldMembers.OfColumn(column.Type);
        string limit = "1" + new string('0', bounds.IntegerDigits);
        SqlExpression rounded = Call("round", value, SqlExpression.Number(bounds.Scale));
        return SqlPieces.Within(rounded, SqlPieces.Typed("-" + limit, SqlType.Numeric), SqlPieces.Typed(limit, SqlType.Numeric));
    }
}
