using System.Diagnostics;
using Platform.Expressions.Patterns;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

internal sealed partial class EvaluatorBuilder
{
    private Evaluator<bool> BoolCall(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        switch (call.Overload.Id)
        {
            case "or": return new Logic(Bool(a[0]), Bool(a[1]), decisive: true);
            case "and": return new Logic(Bool(a[0]), Bool(a[1]), decisive: false);
            case "not": return new Applied<bool, bool>(Bool(a[0]), Not);
            case "equal": return Equality(a, same: true);
            case "not_equal": return Equality(a, same: false);
            case "less": return Order(a, static c => c < 0);
            case "less_equal": return Order(a, static c => c <= 0);
            case "greater": return Order(a, static c => c > 0);
            case "greater_equal": return Order(a, static c => c >= 0);
            case "is_null": return new IsGiven(Build(a[0]), given: false);
            case "is_not_null": return new IsGiven(Build(a[0]), given: true);
            case "in_list": return new Membership(Build(a[0]), List(a[1]));
            case "blank": return new IsBlank(Build(a[0]));
            case "contains": return Texts(a, static (in x, in y, out r) => { r = x.Contains(y, StringComparison.Ordinal); return true; });
            case "starts_with": return Texts(a, static (in x, in y, out r) => { r = x.StartsWith(y, StringComparison.Ordinal); return true; });
            case "ends_with": return Texts(a, static (in x, in y, out r) => { r = x.EndsWith(y, StringComparison.Ordinal); return true; });
            case "matches": return Matches(a);
            case "bool_bool": return Bool(a[0]);
            case "bool_text": return new Applied<string, bool>(Text(a[0]), TextConversions.Bool);
            case "is_changed": return new Changed(Build(a[0]), Build(a[1]));
            case "is_new": return new ContextFlag(static (c, _) => c.Old is null, null);
            case "has_role": return new ContextFlag(static (c, role) => c.Roles.Contains(role), Text(a[0]));
            default: throw new UnreachableException(call.Overload.Id);
        }
    }

    private Evaluator<long> WholeCall(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        string id = call.Overload.Id;
        return id switch
        {
            "add_int" => Two(a, NumberSteps.Add),
            "subtract_int" => Two(a, NumberSteps.Subtract),
            "multiply_int" => Two(a, NumberSteps.Multiply),
            "divide_int" => Two(a, NumberSteps.Divide),
            "remainder_int" => Two(a, NumberSteps.Remainder),
            "negate_int" => One(a, NumberSteps.Negate),
            "abs_int" => One(a, NumberSteps.Absolute),
            "sign_int" => One(a, static (in x, out r) => { r = Math.Sign(x); return true; }),
            "greatest_int" => Fold(a, Whole, static (in x, in y, out r) => { r = Math.Max(x, y); return true; }),
            "least_int" => Fold(a, Whole, static (in x, in y, out r) => { r = Math.Min(x, y); return true; }),
            "distance" => new Applied<ExactDecimal, ExactDecimal, ExactDecimal, ExactDecimal, long>(
                Decimal(a[0]), Decimal(a[1]), Decimal(a[2]), Decimal(a[3]), EarthDistance.Metres),
            "add_duration" => Two(a, TimeSteps.AddDuration),
            "subtract_duration" or "subtract_timestamps" => Two(a, TimeSteps.SubtractDuration),
            "add_timestamp_duration" => Two(a, TimeSteps.AddToInstant),
            "add_duration_timestamp" => Two(a, TimeSteps.AddInstant),
            "subtract_timestamp_duration" => Two(a, TimeSteps.SubtractFromInstant),
            "add_date_duration" => Two(a, TimeSteps.AddToDay),
            "subtract_date_duration" => Two(a, TimeSteps.SubtractFromDay),
            "subtract_dates" => Two(a, TimeSteps.DaysBetween),
            "days" => One(a, TimeSteps.Units(Moments.Day)),
            "hours" => One(a, TimeSteps.Units(Moments.Day / 24)),
            "minutes" => One(a, TimeSteps.Units(60_000_000)),
            "seconds" => One(a, TimeSteps.Units(1_000_000)),
            "duration_days" => One(a, TimeSteps.WholeUnits(Moments.Day)),
            "duration_hours" => One(a, TimeSteps.WholeUnits(Moments.Day / 24)),
            "duration_minutes" => One(a, TimeSteps.WholeUnits(60_000_000)),
            "duration_seconds" => One(a, TimeSteps.WholeUnits(1_000_000)),
            "duration_milliseconds" => One(a, TimeSteps.WholeUnits(1_000, 1_000)),
            "add_months" => Two(a, TimeSteps.AddMonths),
            "business_minutes" => Two(a, TimeSteps.BusinessMinutes((IBusinessHours)((TypedConstant)a[2]).Value!)),
            "date_parts" => new Applied<long, long, long, long>(Whole(a[0]), Whole(a[1]), Whole(a[2]), TimeSteps.Day),
            "int_int" or "date_date" or "timestamp_timestamp" or "duration_duration" => Whole(a[0]),
            "int_decimal" => new Applied<ExactDecimal, long>(Decimal(a[0]), static (in x, out r) => { r = x.ToInt64(); return true; }),
            "int_text" => new Applied<string, long>(Text(a[0]), TextConversions.Int),
            "int_timestamp" => One(a, TimeSteps.UnixSeconds),
            "date_text" => new Applied<string, long>(Text(a[0]), TextConversions.Date),
            "timestamp_text" => new Applied<string, long>(Text(a[0]), TextConversions.Instant),
            "date_timestamp" => new ZonedDay(Whole(a[0]), toDay: true),
            "timestamp_date" => new ZonedDay(Whole(a[0]), toDay: false),
            "size_text" => new Applied<string, long>(Text(a[0]), TextSteps.Size),
            "size_list" => new Applied<IReadOnlyList<object?>, long>(List(a[0]), static (in x, out r) => { r = x.Count; return true; }),
            "index_of" => new Applied<string, string, long>(Text(a[0]), Text(a[1]), TextSteps.IndexOf),
            "index_of_from" => new Applied<string, string, long, long>(Text(a[0]), Text(a[1]), Whole(a[2]), TextSteps.IndexOfFrom),
            "last_index_of" => new Applied<string, string, long>(Text(a[0]), Text(a[1]), TextSteps.LastIndexOf),
            _ => Part(call),
        };
    }

    /// <summary>Accessors: <c>date_month</c>, <c>timestamp_month</c>, <c>timestamp_month_zone</c>.</summary>
    private Evaluator<long> Part(TypedCall call)
    {
        string id = call.Overload.Id;
        Evaluator<long> operand = Whole(call.Arguments[0]);
        if (id.StartsWith("date_", StringComparison.Ordinal))
        {
            Func<DateTime, long> ofDay = TimeSteps.Part(id["date_".Length..]);
            return new Applied<long, long>(operand, (in day, out r) =>
            {
                r = ofDay(DateOnly.FromDayNumber((int)day).ToDateTime(TimeOnly.MinValue));
                return true;
            });
        }

        if (!id.StartsWith("timestamp_", StringComparison.Ordinal)) throw new UnreachableException(id);
        TimeZoneInfo? zone = null;
        if (call.Arguments is [_, TypedConstant { Value: string name }] && !TimeZones.TryFind(name, out zone)) throw new UnreachableException(name);
        string part = id["timestamp_".Length..];
        return new InstantPart(operand, TimeSteps.Part(zone is null ? part : part[..^"_zone".Length]), zone);
    }

    private Evaluator<ExactDecimal> DecimalCall(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        return call.Overload.Id switch
        {
            "add_decimal" => Two(a, ExactDecimal.TryAdd),
            "subtract_decimal" => Two(a, ExactDecimal.TrySubtract),
            "multiply_decimal" => Two(a, ExactDecimal.TryMultiply),
            "divide_decimal" => Two(a, ExactDecimal.TryDivide),
            "negate_decimal" => One(a, static (in x, out r) => { r = x.Negated(); return true; }),
            "abs_decimal" => One(a, static (in x, out r) => { r = x.Absolute(); return true; }),
            "sign_decimal" => One(a, static (in x, out r) => ExactDecimal.TryFrom(x.Sign, out r)),
            "trunc" => One(a, static (in x, out r) => { r = x.Truncated(); return true; }),
            "floor" => One(a, NumberSteps.Floor),
            "ceil" => One(a, NumberSteps.Ceiling),
            "round" => One(a, static (in x, out r) => x.TryRound(0, out r)),
            "round_to" => new Applied<ExactDecimal, long, ExactDecimal>(Decimal(a[0]), Whole(a[1]), NumberSteps.RoundTo),
            "greatest_decimal" => Fold(a, Decimal, static (in x, in y, out r) => { r = x >= y ? x : y; return true; }),
            "least_decimal" => Fold(a, Decimal, static (in x, in y, out r) => { r = x <= y ? x : y; return true; }),
            "decimal_decimal" => Decimal(a[0]),
            "decimal_int" => new Applied<long, ExactDecimal>(Whole(a[0]), static (in x, out r) => ExactDecimal.TryFrom(x, out r)),
            "decimal_text" => new Applied<string, ExactDecimal>(Text(a[0]), TextConversions.Decimal),
            _ => throw new UnreachableException(call.Overload.Id),
        };
    }

    private Evaluator<string> TextCall(TypedCall call)
    {
        IReadOnlyList<TypedNode> a = call.Arguments;
        return call.Overload.Id switch
        {
            "add_text" => new Applied<string, string, string>(Text(a[0]), Text(a[1]), static (in x, in y, out r) => { r = x + y; return true; }),
            "char_at" => new Applied<string, long, string>(Text(a[0]), Whole(a[1]), TextSteps.CharAt),
            "lower_ascii" => new Applied<string, string>(Text(a[0]), TextSteps.LowerAscii),
            "upper_ascii" => new Applied<string, string>(Text(a[0]), TextSteps.UpperAscii),
            "replace" => new Applied<string, string, string, string>(Text(a[0]), Text(a[1]), Text(a[2]), TextSteps.Replace),
            "substring_from" => new Applied<string, long, string>(Text(a[0]), Whole(a[1]), TextSteps.SubstringFrom),
            "substring" => new Applied<string, long, long, string>(Text(a[0]), Whole(a[1]), Whole(a[2]), TextSteps.Substring),
            "trim" => new Applied<string, string>(Text(a[0]), TextSteps.Trim),
            "reverse" => new Applied<string, string>(Text(a[0]), TextSteps.Reverse),
            "join" => new Applied<IReadOnlyList<object?>, string>(List(a[0]), TextSteps.Join),
            "join_with" => new Applied<IReadOnlyList<object?>, string, string>(List(a[0]), Text(a[1]), TextSteps.JoinWith),
            "text_text" => Text(a[0]),
            "text_int" => Shown(Whole(a[0]), static n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "text_decimal" => Shown(Decimal(a[0]), static d => d.ToString()),
            "text_bool" => Shown(Bool(a[0]), static b => b ? "true" : "false"),
            "text_date" => Shown(Whole(a[0]), static d => Moments.DateText((int)d)),
            "text_timestamp" => Shown(Whole(a[0]), Moments.InstantText),
            "text_duration" => Shown(Whole(a[0]), Moments.DurationText),
            _ => throw new UnreachableException(call.Overload.Id),
        };
    }

    private Applied<long, long> One(IReadOnlyList<TypedNode> a, Step<long, long> step) => new(Whole(a[0]), step);

    private Applied<ExactDecimal, ExactDecimal> One(IReadOnlyList<TypedNode> a, Step<ExactDecimal, ExactDecimal> step) => new(Decimal(a[0]), step);

    private Applied<long, long, long> Two(IReadOnlyList<TypedNode> a, Step<long, long, long> step) => new(Whole(a[0]), Whole(a[1]), step);

    private Applied<ExactDecimal, ExactDecimal, ExactDecimal> Two(IReadOnlyList<TypedNode> a, Step<ExactDecimal, ExactDecimal, ExactDecimal> step) =>
        new(Decimal(a[0]), Decimal(a[1]), step);

    private Applied<string, string, bool> Texts(IReadOnlyList<TypedNode> a, Step<string, string, bool> step) => new(Text(a[0]), Text(a[1]), step);

    private static Evaluator<T> Fold<T>(IReadOnlyList<TypedNode> a, Func<TypedNode, Evaluator<T>> build, Step<T, T, T> step) =>
        a.Select(build).Aggregate((left, right) => new Applied<T, T, T>(left, right, step));

    private static Applied<T, string> Shown<T>(Evaluator<T> operand, Func<T, string> show) => new(operand, (in value, out text) =>
    {
        text = show(value);
        return true;
    });

    private Applied<string, bool> Matches(IReadOnlyList<TypedNode> a)
    {
        if (a[1] is not TypedConstant { Value: string written } || !TextPattern.TryParse(written, out TextPattern? pattern, out _)) throw new UnreachableException();
        return new Applied<string, bool>(Text(a[0]), (in text, out found) =>
        {
            found = pattern.IsMatch(text);
            return true;
        });
    }

    private static bool Not(in bool value, out bool result)
    {
        result = !value;
        return true;
    }
}
