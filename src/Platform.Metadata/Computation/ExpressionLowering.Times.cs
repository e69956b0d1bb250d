using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Metadata.Computation;

public sealed partial class ExpressionLowering
{
    private SqlExpression? Timed(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        switch (call.Overload.Id)
        {
            case "days": return Units(a[0], Moments.Day);
            case "hours": return Units(a[0], Moments.Day / 24);
            case "minutes": return Units(a[0], 60_000_000);
            case "seconds": return Units(a[0], 1_000_000);
            case "duration_days": return Infix(Value(a[0]), "/", SqlPieces.Whole(Moments.Day));
            case "duration_hours": return Infix(Value(a[0]), "/", SqlPieces.Whole(Moments.Day / 24));
            case "duration_minutes": return Infix(Value(a[0]), "/", SqlPieces.Whole(60_000_000));
            case "duration_seconds": return Infix(Value(a[0]), "/", SqlPieces.Whole(1_000_000));
            case "duration_milliseconds": return Infix(Infix(Value(a[0]), "/", SqlPieces.Whole(1_000)), "%", SqlPieces.Whole(1_000));
            case "add_duration": return SqlPieces.Duration(Infix(Value(a[0]), "+", Value(a[1])));
            case "subtract_duration": return SqlPieces.Duration(Infix(Value(a[0]), "-", Value(a[1])));
            case "subtract_timestamps":
                SqlExpression seconds = SqlPieces.Extract("epoch", Infix(Value(a[0]), "-", Value(a[1])));
                return SqlPieces.Duration(Infix(seconds, "*", Number(1_000_000)).As(SqlType.BigInt));
            case "subtract_dates":
                return SqlPieces.Duration(Infix(Infix(Value(a[0]), "-", Value(a[1])).As(SqlType.BigInt), "*", SqlPieces.Whole(Moments.Day)));
            case "add_timestamp_duration": return Shifted(Value(a[0]), "+", Value(a[1]));
            case "add_duration_timestamp": return Shifted(Value(a[1]), "+", Value(a[0]));
            case "subtract_timestamp_duration": return Shifted(Value(a[0]), "-", Value(a[1]));
            case "add_date_duration": return SqlPieces.Day(Infix(Value(a[0]), "+", WholeDays(Value(a[1]))));
            case "subtract_date_duration":
                return SqlPieces.Day(Infix(Value(a[0]), "+", WholeDays(Infix(SqlPieces.Whole(0), "-", Value(a[1])))));
            case "add_months": return SqlPieces.Day(Infix(Value(a[0]), "+", Months(SqlPieces.Small(Whole(a[1]), -120_000, 120_000))).As(SqlType.Date));
            case "business_minutes":
                string calendar = ((IBusinessHours)((TypedConstant)a[2]).Value!).Json;
                return SqlExpression.Call("platform.working_minutes", Value(a[0]), Value(a[1]), SqlPieces.Typed(calendar, SqlType.Jsonb));
            default: return Accessor(call);
        }
    }

    private SqlExpression Units(TypedNode count, long microseconds)
    {
        long most = Moments.MaxDuration / microseconds;
        return Infix(SqlPieces.Within(Whole(count), SqlPieces.Whole(-most - 1), SqlPieces.Whole(most + 1)), "*", SqlPieces.Whole(microseconds));
    }

    // Over UTC's local time, where adding an interval does not depend on the session. Below 2^53 microseconds the factor is exact.
    private static SqlExpression Shifted(SqlExpression instant, string op, SqlExpression duration)
    {
        SqlExpression interval = Infix(duration.As(SqlType.Double), "*", SqlPieces.Typed("1 microsecond", SqlType.Interval));
        SqlExpression shifted = Infix(SqlExpression.Call("timezone", Literal("UTC"), instant), op, interval);
        return SqlPieces.Instant(SqlExpression.Call("timezone", Literal("UTC"), shifted));
    }

    private static SqlExpression WholeDays(SqlExpression duration) =>
        SqlExpression.Call("floor", Infix(duration.As(SqlType.Numeric), "/", SqlPieces.Whole(Moments.Day).As(SqlType.Numeric))).As(SqlType.Integer);

    private static SqlExpression Months(SqlExpression count) =>
        Infix(count.As(SqlType.Double), "*", SqlPieces.Typed("1 month", SqlType.Interval));

    private SqlExpression? Accessor(TypedCall call)
    {
        string id = call.Overload.Id;
        bool ofDate = id.StartsWith("date_", StringComparison.Ordinal), ofInstant = id.StartsWith("timestamp_", StringComparison.Ordinal);
        if (!ofDate && !ofInstant) return null;
        string part = ofDate ? id["date_".Length..] : id["timestamp_".Length..];
        bool zoned = part.EndsWith("_zone", StringComparison.Ordinal);
        if (zoned) part = part[..^"_zone".Length];
        (string? field, int offset) = part switch
        {
            "full_year" => ("year", 0),
            "month" => ("month", 1),
            "day" => ("day", 0),
            "day_of_month" => ("day", 1),
            "day_of_week" => ("dow", 0),
            "day_of_year" => ("doy", 1),
            "hours" => ("hour", 0),
            "minutes" => ("minute", 0),
            "seconds" => ("second", 0),
            "milliseconds" => ("milliseconds", 0),
            _ => (null, 0),
        };
        if (field is null) return null;
        SqlExpression operand = Value(call.Arguments[0]);
        SqlExpression local = ofDate ? operand : SqlPieces.Local(zoned ? Zone(call.Arguments[1]) : environment.Zone, operand);
        SqlExpression value = SqlPieces.Extract(field, local);
        if (field is "second" or "milliseconds") value = SqlExpression.Call("floor", value);
        value = value.As(SqlType.BigInt);
        if (field == "milliseconds") value = Infix(value, "%", SqlPieces.Whole(1_000));
        return offset == 0 ? value : Infix(value, "-", SqlPieces.Whole(offset));
    }

    // PostgreSQL reads "+08:00" as west of Greenwich (POSIX); as an interval it means what everybody means.
    private static SqlExpression Zone(TypedNode node)
    {
        string name = (string)((TypedConstant)node).Value!;
        return TimeZones.TryOffset(name, out _) ? SqlPieces.Typed(name, SqlType.Interval) : Literal(name);
    }
}
