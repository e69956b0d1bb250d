using System.Globalization;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

/// <summary>The pieces of SQL that keep PostgreSQL to the ranges of expressions. None repeats its operand.</summary>
internal static class SqlPieces
{
    private static readonly SqlExpression
        DecimalLimit = Typed("1000000000000000000", SqlType.Numeric), DecimalFloor = Typed("-1000000000000000000", SqlType.Numeric),
        IntLimit = Typed("9223372036854775808", SqlType.Numeric), IntFloor = Typed("-9223372036854775809", SqlType.Numeric),
        DurationLimit = Whole(Moments.MaxDuration + 1), DurationFloor = Whole(-Moments.MaxDuration - 1),
        InstantLimit = Typed("9999-12-31 00:00:00+00", SqlType.TimestampTz), InstantFloor = Typed("0001-01-01 23:59:59.999999+00", SqlType.TimestampTz),
        FirstZoned = Typed("1972-02-01 00:00:00+00", SqlType.TimestampTz),
        DayLimit = Typed("10000-01-01", SqlType.Date), DayFloor = Typed("0001-12-31 BC", SqlType.Date);

    /// <summary>A literal with its type.</summary>
    public static SqlExpression Typed(string text, SqlType type) => Literal(text).As(type);

    /// <summary>A bigint.</summary>
    public static SqlExpression Whole(long value) => Typed(value.ToString(CultureInfo.InvariantCulture), SqlType.BigInt);

    /// <summary>The value when it lies strictly between two others, else null; a null stays one.</summary>
    // least and greatest pass nulls over, so that a null becomes the limit, which nullif takes away again.
    public static SqlExpression Within(SqlExpression value, SqlExpression floor, SqlExpression limit) =>
        Call("nullif", Call("nullif", Call("greatest", Call("least", value, limit), floor), limit), floor);

    /// <summary>A number between two whole numbers, both allowed, as an integer.</summary>
    public static SqlExpression Small(SqlExpression value, int least, int most) =>
        Within(value, Whole(least - 1L), Whole(most + 1L)).As(SqlType.Integer);

    /// <summary>A decimal in range: rounded and checked as far as its bounds need it.</summary>
    public static SqlExpression Decimal(SqlExpression value, NumberBounds bounds)
    {
        if (bounds.Scale > ExactDecimal.MaxScale) value = Call("round", value, Number(ExactDecimal.MaxScale));
        return bounds.IntegerDigits > ExactDecimal.MaxIntegerDigits ? Within(value, DecimalFloor, DecimalLimit) : value;
    }

    /// <summary>A numeric as a 64-bit whole number, or null.</summary>
    public static SqlExpression Int(SqlExpression numeric) => Within(numeric, IntFloor, IntLimit).As(SqlType.BigInt);

    /// <summary>Microseconds in range.</summary>
    public static SqlExpression Duration(SqlExpression microseconds) => Within(microseconds, DurationFloor, DurationLimit);

    /// <summary>An instant in range.</summary>
    public static SqlExpression Instant(SqlExpression timestamp) => Within(timestamp, InstantFloor, InstantLimit);

    /// <summary>A day in range.</summary>
    public static SqlExpression Day(SqlExpression date) => Within(date, DayFloor, DayLimit);

    /// <summary>The local time of an instant in a zone; before 1972-02-01 with the offset of that day.</summary>
    public static SqlExpression Local(SqlExpression zone, SqlExpression instant)
    {
        SqlExpression local = Call("timezone", zone, instant);
        if (IsConstant(zone)) return local;
        SqlExpression before = Infix(Call("timezone", Literal("UTC"), instant), "+", FirstOffset(zone));
        return new SqlCase([(Infix(instant, "<", FirstZoned), before)], local);
    }

    /// <summary>Midnight of a day in a zone, with the same rule.</summary>
    public static SqlExpression Midnight(SqlExpression zone, SqlExpression day)
    {
        SqlExpression local = day.As(SqlType.Timestamp), instant = Call("timezone", zone, local);
        if (IsConstant(zone)) return instant;
        SqlExpression before = Call("timezone", Literal("UTC"), Infix(local, "-", FirstOffset(zone)));
        return new SqlCase([(Infix(day, "<", Typed("1972-02-01", SqlType.Date)), before)], instant);
    }

    // A zone that never changes: UTC, or a fixed offset as an interval.
    private static bool IsConstant(SqlExpression zone) => zone is SqlCast || zone == Literal("UTC");

    private static SqlExpression FirstOffset(SqlExpression zone) =>
        Infix(Call("timezone", zone, FirstZoned), "-", Call("timezone", Literal("UTC"), FirstZoned));

    /// <summary>A part of a time as a numeric; the qualified name can be called like any function.</summary>
    public static SqlExpression Extract(string part, SqlExpression value) => Call("pg_catalog.extract", Literal(part), value);

    /// <summary>A result where a condition holds, else null.</summary>
    public static SqlExpression When(SqlExpression condition, SqlExpression then) => new SqlCase([(condition, then)], null);

    /// <summary>The SQL type of values of a type.</summary>
    public static SqlType TypeOf(ExpressionType type) => type.Kind switch
    {
        ExpressionKind.Bool => SqlType.Boolean,
        ExpressionKind.Int or ExpressionKind.Duration => SqlType.BigInt,
        ExpressionKind.Decimal => SqlType.Numeric,
        ExpressionKind.Date => SqlType.Date,
        ExpressionKind.Timestamp => SqlType.TimestampTz,
        ExpressionKind.Reference => SqlType.Uuid,
        ExpressionKind.List => TypeOf(type.Element!).Array,
        _ => SqlType.Text,
    };
}
