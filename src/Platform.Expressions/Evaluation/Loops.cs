using Platform.Expressions.Language;

namespace Platform.Expressions.Evaluation;

/// <summary><c>all</c>, <c>exists</c> and <c>exists_one</c>: a blank condition counts as false.</summary>
internal sealed class Quantified(MacroKind kind, Evaluator<IReadOnlyList<object?>> list, int slot, Evaluator<bool> condition) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        if (!list.TryGet(frame, out IReadOnlyList<object?> items)) return Blank(out value);
        int found = 0;
        foreach (object? item in items)
        {
            frame.Elements[slot] = item;
            if (condition.TryGet(frame, out bool holds) && holds) found++;
            else if (kind == MacroKind.All) break;
            if (kind == MacroKind.Exists && found > 0) break;
        }

        value = kind switch { MacroKind.All => found == items.Count, MacroKind.Exists => found > 0, _ => found == 1 };
        return true;
    }
}

/// <summary><c>filter</c> and <c>map</c>.</summary>
internal sealed class Collected(Evaluator<IReadOnlyList<object?>> list, int slot, Evaluator<bool>? condition, Evaluator? made) : Evaluator<IReadOnlyList<object?>>
{
    public override bool TryGet(EvaluationFrame frame, out IReadOnlyList<object?> value)
    {
        if (!list.TryGet(frame, out IReadOnlyList<object?> items)) return Blank(out value);
        List<object?> kept = [];
        foreach (object? item in items)
        {
            frame.Elements[slot] = item;
            if (condition is not null && !(condition.TryGet(frame, out bool holds) && holds)) continue;
            kept.Add(made is null ? item : made.Get(frame));
        }

        value = kept;
        return true;
    }
}

/// <summary>A list of its elements.</summary>
internal sealed class WrittenList(Evaluator[] items) : Evaluator<IReadOnlyList<object?>>
{
    public override bool TryGet(EvaluationFrame frame, out IReadOnlyList<object?> value)
    {
        object?[] values = new object?[items.Length];
        for (int i = 0; i < items.Length; i++) values[i] = items[i].Get(frame);
        value = values;
        return true;
    }
}

/// <summary><c>x in list</c>: as <c>x == a || x == b …</c>, so a blank element leaves it open whether another value is in the list.</summary>
internal sealed class Membership(Evaluator sought, Evaluator<IReadOnlyList<object?>> list) : Evaluator<bool>
{
    public override bool TryGet(EvaluationFrame frame, out bool value)
    {
        if (!list.TryGet(frame, out IReadOnlyList<object?> items)) return Blank(out value);
        value = false;
        if (items.Count == 0) return true;
        if (sought.Get(frame) is not { } wanted) return Blank(out value);
        bool open = false;
        foreach (object? item in items)
        {
            if (wanted.Equals(item))
            {
                value = true;
                return true;
            }

            open |= item is null;
        }

        return !open;
    }
}

/// <summary><c>list[i]</c>.</summary>
internal sealed class Indexed<T>(Evaluator<IReadOnlyList<object?>> list, Evaluator<long> index, HostReader<T> read) : Evaluator<T>
{
    public override bool TryGet(EvaluationFrame frame, out T value)
    {
        bool found = list.TryGet(frame, out IReadOnlyList<object?> items) & index.TryGet(frame, out long at);
        return found && at >= 0 && at < items.Count ? read(items[(int)at], out value) : Blank(out value);
    }
}
