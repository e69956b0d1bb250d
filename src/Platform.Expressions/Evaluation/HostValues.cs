using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Evaluation;

/// <summary>The values of records and of list elements, as the host holds them, in the evaluator's own form.</summary>
internal static class HostValues
{
    public static bool Bool(object? value, out bool result)
    {
        result = value is true;
        return value is bool;
    }

    /// <summary>Whole numbers, days, instants and durations.</summary>
    public static bool Whole(object? value, out long result)
    {
        switch (value)
        {
            case long n: result = n; return true;
            case int n: result = n; return true;
            case DateOnly d: result = d.DayNumber; return true;
            case DateTime t: result = Moments.FromDateTime(t); return true;
            case DateTimeOffset t: result = Moments.FromDateTime(t.UtcDateTime); return true;
            case TimeSpan d: result = d.Ticks / TimeSpan.TicksPerMicrosecond; return Moments.IsDuration(result);
            default: result = 0; return false;
        }
    }

    public static bool Decimal(object? value, out ExactDecimal result)
    {
        switch (value)
        {
            case ExactDecimal d: result = d; return true;
            case decimal d: return ExactDecimal.TryFrom(d, out result);
            case long n: return ExactDecimal.TryFrom(n, out result);
            case int n: return ExactDecimal.TryFrom(n, out result);
            default: result = default; return false;
        }
    }

    public static bool Text(object? value, out string result)
    {
        result = value switch { string s => s, Guid id => id.ToString("D"), _ => string.Empty };
        return value is string or Guid;
    }

    public static bool List(object? value, out IReadOnlyList<object?> result)
    {
        result = value as IReadOnlyList<object?> ?? [];
        return true;
    }
}

/// <summary>Reads a value out of what the host holds.</summary>
internal delegate bool HostReader<T>(object? value, out T result);

/// <summary>A field of a record.</summary>
internal sealed class FieldValue<T>(Evaluator<IExpressionRecord> record, ExpressionMember member, HostReader<T> read) : Evaluator<T>
{
    public override bool TryGet(EvaluationFrame frame, out T value) =>
        record.TryGet(frame, out IExpressionRecord found) ? read(found.Value(member), out value) : Blank(out value);
}

/// <summary>A list of a record: values or related records; empty, never blank.</summary>
internal sealed class ListValue(Evaluator<IExpressionRecord> record, ExpressionMember member) : Evaluator<IReadOnlyList<object?>>
{
    public override bool TryGet(EvaluationFrame frame, out IReadOnlyList<object?> value)
    {
        value = [];
        if (!record.TryGet(frame, out IExpressionRecord found)) return true;
        if (member.Type.IsRecordList) value = found.Children(member);
        else HostValues.List(found.Value(member), out value);
        return true;
    }
}

/// <summary>The record that a reference leads to.</summary>
internal sealed class RelatedRecord(Evaluator<IExpressionRecord> record, ExpressionMember member) : Evaluator<IExpressionRecord>
{
    public override bool TryGet(EvaluationFrame frame, out IExpressionRecord value)
    {
        value = record.TryGet(frame, out IExpressionRecord found) ? found.Related(member)! : null!;
        return value is not null;
    }
}

/// <summary>The element that a macro is at.</summary>
internal sealed class ElementValue<T>(int slot, HostReader<T> read) : Evaluator<T>
{
    public override bool TryGet(EvaluationFrame frame, out T value) => read(frame.Elements[slot], out value);
}
