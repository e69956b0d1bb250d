using System.Diagnostics;
using System.Globalization;
using System.Text;
using Platform.GraphQL.Schema;
using Platform.Sql;

namespace Platform.GraphQL.Planning;

/// <summary>Brings arguments into the form of parameters and refuses what the database could not take.</summary>
internal static class ArgumentValues
{
    private const int MaxTextLength = 100_000;
    private const int MaxListLength = 10_000;

    public static object? Resolve(ArgumentSource source, object? value, BindingContext context, SqlType type) => source.Form switch
    {
        ValueForm.Plain => Leaf(value, type, source.Argument, context),
        ValueForm.List => List(value, type, source.Argument, context),
        ValueForm.Contains or ValueForm.StartsWith or ValueForm.EndsWith or ValueForm.Pattern =>
            Text(value as string, source.Argument, context) is { } text ? CheckedPattern(text, source, context) : null,
        ValueForm.RangeStart or ValueForm.RangeEnd => Range(value, source, type, context),
        ValueForm.PeriodStart or ValueForm.PeriodEnd => Period(value as DatePeriod, source.Form, type, context),
        ValueForm.PageSize => (long)Bounded(value, source.Argument, 0, context.MaxPageSize, context),
        ValueForm.PageSizeAndOne => Bounded(value, source.Argument, 0, context.MaxPageSize, context) + 1L,
        ValueForm.Offset => (long)Bounded(value, source.Argument, 0, PageLimits.MaxOffset, context),
        ValueForm.GroupLimit => (long)Bounded(value, source.Argument, 0, PageLimits.MaxGroups, context),
        ValueForm.TimeZone => TimeZone(value as string, source.Argument, context),
        _ => throw new UnreachableException(),
    };

    /// <summary>A text that the database can store; null with a problem otherwise.</summary>
    public static string? Text(string? text, string argument, BindingContext context)
    {
        if (text is null) return null;
        if (text.Length > MaxTextLength)
        {
            context.Refuse($"`{argument}` is longer than {MaxTextLength} characters.", "TEXT_TOO_LONG", GraphQLErrorCode.LimitExceeded);
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal) || HasLoneSurrogate(text))
        {
            context.Refuse($"`{argument}` holds a NUL or half of a surrogate pair, which is no text.", "INVALID_TEXT");
            return null;
        }

        return text;
    }

    /// <summary>A LIKE pattern in which the text stands for itself.</summary>
    public static string Pattern(string text, ValueForm form)
    {
        StringBuilder pattern = new(text.Length + 2);
        if (form is ValueForm.Contains or ValueForm.EndsWith) pattern.Append('%');
        foreach (char c in text)
        {
            if (c is '%' or '_' or '\\') pattern.Append('\\');
            pattern.Append(c);
        }

        if (form is ValueForm.Contains or ValueForm.StartsWith) pattern.Append('%');
        return pattern.ToString();
    }

    private static string? CheckedPattern(string text, ArgumentSource source, BindingContext context)
    {
        if (source.Form != ValueForm.Pattern) return Pattern(text, source.Form);
        int backslashes = text.Length - text.AsSpan().TrimEnd('\\').Length;
        if (backslashes % 2 == 0) return text;
        context.Refuse($"`{source.Argument}` ends with a backslash that stands before nothing.", "INVALID_PATTERN");
        return null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }

    private static object? Leaf(object? value, SqlType type, string argument, BindingContext context)
    {
        if (value is double number && type == SqlType.Numeric) return Math.Abs(number) < 1e15 ? (decimal)number : Math.Sign(number) * 1e15m;
        if (value is not string text) return value;
        if (Text(text, argument, context) is null || type != SqlType.Uuid) return context.Problems.Count > 0 ? null : text;
        if (Guid.TryParseExact(text, "D", out Guid id)) return id;
        context.Refuse($"`{argument}` holds what is no id: {Shorten(text)}.", "INVALID_ID");
        return null;
    }

    private static Array? List(object? value, SqlType type, string argument, BindingContext context)
    {
        IReadOnlyList<object?> items = value switch
        {
            null => [],
            IReadOnlyList<PlanInput> literal => [.. literal.Select(i => i.Resolve(context))],
            IReadOnlyList<object?> list => list,
            _ => [value],
        };
        if (items.Count > MaxListLength)
        {
            context.Refuse($"`{argument}` has more than {MaxListLength} values.", "LIST_TOO_LONG", GraphQLErrorCode.LimitExceeded);
            return null;
        }

        SqlType element = type.Element ?? throw new UnreachableException("A list is an array.");
        return element.Name switch
        {
            "uuid" => Convert<Guid>(),
            "text" => Convert<string>(),
            "integer" => Convert<int>(),
            "bigint" => Convert<long>(),
            "numeric" => Convert<decimal>(),
            "double precision" => Convert<double>(),
            "boolean" => Convert<bool>(),
            "date" => Convert<DateOnly>(),
            "timestamptz" => Convert<DateTime>(),
            "time" => Convert<TimeOnly>(),
            _ => throw new UnreachableException($"No lists of {element.Name}."),
        };

        Array Convert<T>()
        {
            T[] array = new T[items.Count];
            for (int i = 0; i < array.Length; i++)
            {
                if (Leaf(items[i], element, argument, context) is T converted) array[i] = converted;
            }

            return array;
        }
    }

    private static object? Range(object? value, ArgumentSource source, SqlType type, BindingContext context)
    {
        object?[] items = value switch
        {
            IReadOnlyList<PlanInput> literal => [.. literal.Select(i => i.Resolve(context))],
            IReadOnlyList<object?> list => [.. list],
            _ => [],
        };
        if (items.Length == 2) return Leaf(items[source.Form == ValueForm.RangeStart ? 0 : 1], type, source.Argument, context);
        context.Refuse("`between` takes two values: the least and the greatest.", "INVALID_RANGE");
        return null;
    }

    private static object? Period(DatePeriod? period, ValueForm form, SqlType type, BindingContext context)
    {
        if (period is null) return null;
        (DateOnly start, DateOnly end) = period.Around(context.Today);
        DateOnly day = form == ValueForm.PeriodStart ? start : end;
        bool now = type == SqlType.TimestampTz && (form == ValueForm.PeriodStart ? period.To is null : period.From is null);
        if (now) return context.Now.UtcDateTime;
        if (type == SqlType.Date) return day;
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
        TimeZoneInfo zone = context.Zone;
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        TimeSpan offset = zone.GetUtcOffset(midnight);
        long ticks = Math.Clamp(midnight.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    private static int Bounded(object? value, string argument, int min, int max, BindingContext context)
    {
        if (value is not int number) return min;
        if (number < min) context.Refuse($"`{argument}` cannot be negative.", "INVALID_PAGE");
        if (number > max) context.Refuse(string.Create(CultureInfo.InvariantCulture, $"`{argument}` is at most {max}."), "PAGE_TOO_LARGE", GraphQLErrorCode.LimitExceeded);
        return number;
    }

    private static string? TimeZone(string? name, string argument, BindingContext context)
    {
        if (name is null) return context.TimeZone;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) && zone.HasIanaId) return name;
        context.Refuse($"`{argument}` is no time zone: {Shorten(name)}.", "INVALID_TIME_ZONE");
        return null;
    }

    private static string Shorten(string text) => text.Length <= 50 ? text : text[..50] + "…";
}
