using System.Collections.Frozen;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Catalogue;

/// <summary>
/// Every function and operator of the language, in one list. Evaluator, SQL lowering and browser each implement every id of it, and a test
/// of each says so. Those of CEL keep CEL's meaning (language definition, "List of Standard Definitions"; extensions "strings" and "math").
/// </summary>
public static class Overloads
{
    private static readonly ExpressionType
        Any = ExpressionType.Any, Bool = ExpressionType.Bool, Int = ExpressionType.Int, Decimal = ExpressionType.Decimal, Text = ExpressionType.Text,
        Date = ExpressionType.Date, Timestamp = ExpressionType.Timestamp, Duration = ExpressionType.Duration,
        AnyList = ExpressionType.List(Any), TextList = ExpressionType.List(Text);

    /// <summary>Name of the function that takes geolocations as their two numbers.</summary>
    internal const string Distance = "distanceMeters";

    /// <summary>The list, in the order in which editors show it.</summary>
    public static IReadOnlyList<Overload> All { get; } =
        [.. Operators(), .. Blanks(), .. Texts(), .. Lists(), .. Numbers(), .. Times(), .. Conversions(), .. Writes()];

    private static readonly FrozenDictionary<string, Overload[]> ByName =
        All.GroupBy(o => o.Name).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Overload> ById = All.ToFrozenDictionary(o => o.Id, StringComparer.Ordinal);

    /// <summary>The signatures of a name; none when there is no such function. CEL's <c>double</c> is read as <c>decimal</c>.</summary>
    public static IReadOnlyList<Overload> Named(string name) =>
        ByName.TryGetValue(name == "double" ? "decimal" : name, out Overload[]? found) ? found : [];

    /// <summary>The overload of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Overload Of(string id) => ById[id];

    /// <summary>Names of the functions, operators left out.</summary>
    public static IEnumerable<string> FunctionNames => All.Where(o => o.Style != CallStyle.Operator).Select(o => o.Name).Distinct();

    private static IEnumerable<Overload> Operators()
    {
        yield return Operator("or", "||", Bool, Bool, Bool) with { Blanks = BlankRule.Logic, Help = "True when one of both is." };
        yield return Operator("and", "&&", Bool, Bool, Bool) with { Blanks = BlankRule.Logic, Help = "True when both are." };
        yield return new Overload("not", "!", CallStyle.Operator, [Bool], Bool) { Help = "The opposite." };
        yield return Operator("equal", "==", Any, Any, Bool) with { Help = "The same value." };
        yield return Operator("not_equal", "!=", Any, Any, Bool) with { Help = "Different values." };
        yield return new Overload("is_null", "== null", CallStyle.Operator, [Any], Bool) { Blanks = BlankRule.NeverBlank };
        yield return new Overload("is_not_null", "!= null", CallStyle.Operator, [Any], Bool) { Blanks = BlankRule.NeverBlank };
        yield return Operator("less", "<", Any, Any, Bool) with { OrderedOnly = true };
        yield return Operator("less_equal", "<=", Any, Any, Bool) with { OrderedOnly = true };
        yield return Operator("greater", ">", Any, Any, Bool) with { OrderedOnly = true };
        yield return Operator("greater_equal", ">=", Any, Any, Bool) with { OrderedOnly = true };
        yield return Operator("in_list", "in", Any, AnyList, Bool) with { Blanks = BlankRule.PropagatesOrFails, Help = "The list has the value." };
        yield return Operator("add_int", "+", Int, Int, Int, fails: true);
        yield return Operator("add_decimal", "+", Decimal, Decimal, Decimal, fails: true);
        yield return Operator("add_text", "+", Text, Text, Text);
        yield return Operator("add_list", "+", AnyList, AnyList, AnyList) with { SqlCopies = 2 };
        yield return Operator("add_timestamp_duration", "+", Timestamp, Duration, Timestamp, fails: true);
        yield return Operator("add_duration_timestamp", "+", Duration, Timestamp, Timestamp, fails: true);
        yield return Operator("add_duration", "+", Duration, Duration, Duration, fails: true);
        yield return Operator("add_date_duration", "+", Date, Duration, Date, fails: true) with { Help = "The day of midnight plus the duration." };
        yield return Operator("subtract_int", "-", Int, Int, Int, fails: true);
        yield return Operator("subtract_decimal", "-", Decimal, Decimal, Decimal, fails: true);
        yield return Operator("subtract_timestamps", "-", Timestamp, Timestamp, Duration, fails: true);
        yield return Operator("subtract_dates", "-", Date, Date, Duration, fails: true) with { Help = "The days between, as a duration; its number: getDays()." };
        yield return Operator("subtract_timestamp_duration", "-", Timestamp, Duration, Timestamp, fails: true);
        yield return Operator("subtract_duration", "-", Duration, Duration, Duration, fails: true);
        yield return Operator("subtract_date_duration", "-", Date, Duration, Date, fails: true);
        yield return Operator("multiply_int", "*", Int, Int, Int, fails: true);
        yield return Operator("multiply_decimal", "*", Decimal, Decimal, Decimal, fails: true);
        yield return Operator("divide_int", "/", Int, Int, Int, fails: true) with { Help = "Whole quotient; blank when divided by zero." };
        yield return Operator("divide_decimal", "/", Decimal, Decimal, Decimal, fails: true) with
        {
            Help = "Quotient to 20 digits after the point; blank when divided by zero.",
        };
        yield return Operator("remainder_int", "%", Int, Int, Int, fails: true);
        yield return new Overload("negate_int", "-", CallStyle.Operator, [Int], Int) { Blanks = BlankRule.PropagatesOrFails };
        yield return new Overload("negate_decimal", "-", CallStyle.Operator, [Decimal], Decimal);
        yield return new Overload("index_list", "[]", CallStyle.Operator, [AnyList, Int], Any) { Blanks = BlankRule.PropagatesOrFails };
    }

    private static IEnumerable<Overload> Blanks()
    {
        yield return Global("blank", "blank", Bool, Any) with
        {
            Blanks = BlankRule.NeverBlank,
            Help = "True for no value, empty text and an empty list.",
        };
        yield return Global("coalesce", "coalesce", Any, Any) with
        {
            Blanks = BlankRule.FirstGiven,
            IsVariadic = true,
            Help = "The first of the values that is not blank.",
        };
    }

    private static IEnumerable<Overload> Texts()
    {
        yield return Both("size_text", "size", Int, Text) with { Help = "Number of characters." };
        yield return Member("contains", Bool, Text, Text) with { Help = "The text has the other in it." };
        yield return Member("starts_with", "startsWith", Bool, Text, Text) with { Help = "The text begins with the other." };
        yield return Member("ends_with", "endsWith", Bool, Text, Text) with { Help = "The text ends with the other." };
        yield return Both("matches", "matches", Bool, Text, Text) with { Literal = LiteralRule.Pattern, Help = "A part of the text has the form of the pattern." };
        yield return Member("char_at", "charAt", Text, Text, Int) with { Blanks = BlankRule.PropagatesOrFails, SqlCopies = 4, Help = "The character at a position from 0." };
        yield return Member("index_of", "indexOf", Int, Text, Text) with { Help = "Position of the first occurrence from 0, or -1." };
        yield return Member("index_of_from", "indexOf", Int, Text, Text, Int) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            SqlCopies = 5,
            Help = "Position of the first occurrence from a position on, or -1.",
        };
        yield return Member("last_index_of", "lastIndexOf", Int, Text, Text) with { SqlCopies = 3, Help = "Position of the last occurrence from 0, or -1." };
        yield return Member("lower_ascii", "lowerAscii", Text, Text) with { Help = "Letters A to Z made small." };
        yield return Member("upper_ascii", "upperAscii", Text, Text) with { Help = "Letters a to z made capital." };
        yield return Member("replace", Text, Text, Text, Text) with { Help = "Every occurrence replaced; an empty search text changes nothing." };
        yield return Member("split", TextList, Text, Text) with { SqlCopies = 3, Help = "The parts between the separators." };
        yield return Member("substring_from", "substring", Text, Text, Int) with { Blanks = BlankRule.PropagatesOrFails, SqlCopies = 4, Help = "From a position from 0 to the end." };
        yield return Member("substring", "substring", Text, Text, Int, Int) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            SqlCopies = 4,
            Help = "From a position up to before another.",
        };
        yield return Member("trim", Text, Text) with { Help = "Without white space at both ends." };
        yield return Member("reverse", Text, Text) with { Help = "The characters from last to first." };
    }

    private static IEnumerable<Overload> Lists()
    {
        yield return Both("size_list", "size", Int, AnyList) with { Help = "Number of elements." };
        yield return Member("join", Text, TextList) with { Help = "The texts one after another; blank ones are left out." };
        yield return Member("join_with", "join", Text, TextList, Text) with { Help = "The texts with a separator between; blank ones are left out." };
    }

    private static IEnumerable<Overload> Numbers()
    {
        yield return Global("greatest_int", "math.greatest", Int, Int) with { IsVariadic = true, SqlCopies = 2, Help = "The greatest of the numbers." };
        yield return Global("greatest_decimal", "math.greatest", Decimal, Decimal) with { IsVariadic = true, SqlCopies = 2 };
        yield return Global("least_int", "math.least", Int, Int) with { IsVariadic = true, SqlCopies = 2, Help = "The least of the numbers." };
        yield return Global("least_decimal", "math.least", Decimal, Decimal) with { IsVariadic = true, SqlCopies = 2 };
        yield return Global("abs_int", "math.abs", Int, Int) with { Blanks = BlankRule.PropagatesOrFails, Help = "Without its sign." };
        yield return Global("abs_decimal", "math.abs", Decimal, Decimal);
        yield return Global("sign_int", "math.sign", Int, Int) with { Help = "-1, 0 or 1." };
        yield return Global("sign_decimal", "math.sign", Decimal, Decimal);
        yield return Global("ceil", "math.ceil", Decimal, Decimal) with { Blanks = BlankRule.PropagatesOrFails, Help = "The least whole number not below." };
        yield return Global("floor", "math.floor", Decimal, Decimal) with { Blanks = BlankRule.PropagatesOrFails, Help = "The greatest whole number not above." };
        yield return Global("round", "math.round", Decimal, Decimal) with { Blanks = BlankRule.PropagatesOrFails, Help = "The nearest whole number, halves away from zero." };
        yield return Global("round_to", "math.round", Decimal, Decimal, Int) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            SqlCopies = 1,
            Help = "Rounded to so many digits after the point, halves away from zero.",
        };
        yield return Global("trunc", "math.trunc", Decimal, Decimal) with { Help = "The whole part." };
        yield return Global("distance", Distance, Int, Decimal, Decimal, Decimal, Decimal) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            SqlCopies = 5,
            Help = "Metres between two places on Earth: two geolocations, or latitude and longitude of each in degrees.",
        };
    }

    private static IEnumerable<Overload> Times()
    {
        (string Id, string Name, string Help)[] dateParts =
        [
            ("full_year", "getFullYear", "The year."), ("month", "getMonth", "The month, January being 0."), ("day", "getDate", "The day of the month from 1."),
            ("day_of_month", "getDayOfMonth", "The day of the month from 0."), ("day_of_week", "getDayOfWeek", "The day of the week, Sunday being 0."),
            ("day_of_year", "getDayOfYear", "The day of the year from 0."),
        ];
        (string Id, string Name, string Help)[] timeParts =
        [
            ("hours", "getHours", "The hour."), ("minutes", "getMinutes", "The minute."), ("seconds", "getSeconds", "The second."),
            ("milliseconds", "getMilliseconds", "The millisecond."),
        ];
        foreach ((string id, string name, string help) in dateParts) yield return Member($"date_{id}", name, Int, Date) with { Help = help };
        foreach ((string id, string name, string help) in dateParts.Concat(timeParts))
        {
            yield return Member($"timestamp_{id}", name, Int, Timestamp) with { SqlCopies = 2, NeedsClock = true, Help = $"{help} In the tenant's time zone." };
            yield return Member($"timestamp_{id}_zone", name, Int, Timestamp, Text) with { SqlCopies = 2, Literal = LiteralRule.Zone, Help = $"{help} In a time zone." };
        }

        yield return Member("duration_days", "getDays", Int, Duration) with { Help = "Whole days, 24 hours each." };
        yield return Member("duration_hours", "getHours", Int, Duration) with { Help = "Whole hours." };
        yield return Member("duration_minutes", "getMinutes", Int, Duration) with { Help = "Whole minutes." };
        yield return Member("duration_seconds", "getSeconds", Int, Duration) with { Help = "Whole seconds." };
        yield return Member("duration_milliseconds", "getMilliseconds", Int, Duration) with { Help = "Milliseconds within the second." };
        foreach (string unit in new[] { "days", "hours", "minutes", "seconds" })
            yield return Global(unit, unit, Duration, Int) with { Blanks = BlankRule.PropagatesOrFails, Help = $"A duration of so many {unit}." };
        yield return Global("add_months", "addMonths", Date, Date, Int) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            Help = "The same day so many months later, or the last of that month.",
        };
        yield return Global("business_minutes", "businessMinutes", Int, Timestamp, Timestamp, Text) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            Literal = LiteralRule.Calendar,
            NeedsClock = true,
            Help = "Whole minutes that are worked between two instants, by a business calendar; 0 when the second is not later.",
        };
        yield return Global("business_minutes_default", "businessMinutes", Int, Timestamp, Timestamp) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            Literal = LiteralRule.Calendar,
            NeedsClock = true,
            Help = "Whole minutes that are worked between two instants, by the default business calendar.",
        };
    }

    private static IEnumerable<Overload> Conversions()
    {
        yield return Global("int_int", "int", Int, Int);
        yield return Global("int_decimal", "int", Int, Decimal) with { Help = "The whole part." };
        yield return Global("int_text", "int", Int, Text) with { Blanks = BlankRule.PropagatesOrFails, Literal = LiteralRule.Converted, SqlCopies = 2 };
        yield return Global("int_timestamp", "int", Int, Timestamp) with { Help = "Seconds since 1970." };
        yield return Global("decimal_decimal", "decimal", Decimal, Decimal);
        yield return Global("decimal_int", "decimal", Decimal, Int) with { Blanks = BlankRule.PropagatesOrFails };
        yield return Global("decimal_text", "decimal", Decimal, Text) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            Literal = LiteralRule.Converted,
            SqlCopies = 2,
        };
        yield return Global("bool_bool", "bool", Bool, Bool);
        yield return Global("bool_text", "bool", Bool, Text) with { Blanks = BlankRule.PropagatesOrFails, Literal = LiteralRule.Converted, SqlCopies = 2 };
        yield return Global("text_text", "string", Text, Text);
        yield return Global("text_int", "string", Text, Int) with { Help = "The value as text." };
        yield return Global("text_decimal", "string", Text, Decimal);
        yield return Global("text_bool", "string", Text, Bool);
        yield return Global("text_date", "string", Text, Date) with { Help = "As in 2024-01-31." };
        yield return Global("text_timestamp", "string", Text, Timestamp) with { Help = "As in 2024-01-31T08:00:00Z." };
        yield return Global("text_duration", "string", Text, Duration) with { Help = "As in 5400s." };
        yield return Global("date_date", "date", Date, Date);
        yield return Global("date_text", "date", Date, Text) with { Blanks = BlankRule.PropagatesOrFails, Literal = LiteralRule.Converted, SqlCopies = 3 };
        yield return Global("date_timestamp", "date", Date, Timestamp) with { SqlCopies = 2, NeedsClock = true, Help = "The day of an instant in the tenant's time zone." };
        yield return Global("date_parts", "date", Date, Int, Int, Int) with { Blanks = BlankRule.PropagatesOrFails, SqlCopies = 4, Help = "A day by year, month and day." };
        yield return Global("timestamp_timestamp", "timestamp", Timestamp, Timestamp);
        yield return Global("timestamp_text", "timestamp", Timestamp, Text) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            Literal = LiteralRule.Converted,
            SqlCopies = 3,
            Help = "An instant such as \"2024-01-31T08:00:00Z\".",
        };
        yield return Global("timestamp_date", "timestamp", Timestamp, Date) with
        {
            Blanks = BlankRule.PropagatesOrFails,
            SqlCopies = 2,
            NeedsClock = true,
            Help = "Midnight of a day in the tenant's time zone.",
        };
        yield return Global("duration_duration", "duration", Duration, Duration);
        yield return Global("duration_text", "duration", Duration, Text) with { Literal = LiteralRule.Duration, Help = "A length of time such as \"1h30m\"." };
    }

    private static IEnumerable<Overload> Writes()
    {
        yield return Global("is_changed", "isChanged", Bool, Any) with
        {
            Blanks = BlankRule.NeverBlank,
            NeedsOld = true,
            Help = "The write gives the field another value.",
        };
        yield return new Overload("is_new", "isNew", CallStyle.Global, [], Bool)
        {
            Blanks = BlankRule.NeverBlank,
            NeedsOld = true,
            Help = "The write makes the record.",
        };
        yield return Global("has_role", "hasRole", Bool, Text) with { NeedsUser = true, Help = "The person who acts has the role." };
    }

    private static Overload Operator(
        string id, string symbol, ExpressionType left, ExpressionType right, ExpressionType result, bool fails = false) =>
        new(id, symbol, CallStyle.Operator, [left, right], result) { Blanks = fails ? BlankRule.PropagatesOrFails : BlankRule.Propagates };

    private static Overload Global(string id, string name, ExpressionType result, params ExpressionType[] parameters) =>
        new(id, name, CallStyle.Global, parameters, result);

    private static Overload Member(string name, ExpressionType result, params ExpressionType[] parameters) =>
        new(name, name, CallStyle.Member, parameters, result);

    private static Overload Member(string id, string name, ExpressionType result, params ExpressionType[] parameters) =>
        new(id, name, CallStyle.Member, parameters, result);

    private static Overload Both(string id, string name, ExpressionType result, params ExpressionType[] parameters) =>
        new(id, name, CallStyle.Both, parameters, result);
}
