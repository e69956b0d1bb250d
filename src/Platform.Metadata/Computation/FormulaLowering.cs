using Platform.Expressions.Typing;
using Platform.Expressions.Values;
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
        TypedNode root = formula.Checked.Root;
        if (field.Type is DecimalType or CurrencyType or PercentType) return Number(root, FieldMembers.OfColumn(formula.Column.Type), environment, row);
        SqlExpression value = ExpressionLowering.Lower(root, environment, row);
        return field.Type switch
        {
            IntegerType => SqlPieces.Small(value, -int.MaxValue, int.MaxValue),
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

    /// <summary>
    /// A number as the field holds it. Each part of it costs in every row that is read: only what the parts of the expression can need is written, and the range of a decimal is
    /// not checked where that of the field is narrower.
    /// </summary>
    private static SqlExpression Number(TypedNode root, NumberBounds field, LoweringEnvironment environment, LoweredRow row)
    {
        bool narrows = field.IntegerDigits <= ExactDecimal.MaxIntegerDigits;
        NumberBounds bounds = narrows ? BoundsOf.Unlimited(root) : BoundsOf.Value(root);
        SqlExpression value = narrows ? ExpressionLowering.LowerUnlimited(root, environment, row) : ExpressionLowering.Lower(root, environment, row);
        if (BoundsOf.ShownScale(root) != field.Scale) value = Call("round", value, SqlExpression.Number(field.Scale));
        int digits = bounds.IntegerDigits + (bounds.Scale > field.Scale ? 1 : 0);
        if (digits <= field.IntegerDigits) return value;
        string limit = "1" + new string('0', field.IntegerDigits);
        return SqlPieces.Within(value, SqlPieces.Typed("-" + limit, SqlType.Numeric), SqlPieces.Typed(limit, SqlType.Numeric));
    }
}
