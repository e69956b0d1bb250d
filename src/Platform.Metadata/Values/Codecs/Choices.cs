using System.Collections.Frozen;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Values.Codecs;

/// <summary>The choices of a picklist, by value and by label.</summary>
internal sealed class Choices
{
    private readonly FrozenDictionary<string, (int Order, bool Retired)> _byValue;
    private readonly FrozenDictionary<string, string?> _byLabel;

    /// <summary>Indexes the choices of a source whose values are resolved.</summary>
    public Choices(PicklistSource source)
    {
        Dictionary<string, (int, bool)> byValue = new(StringComparer.Ordinal);
        Dictionary<string, string?> byLabel = new(StringComparer.OrdinalIgnoreCase);
        int order = 0;
        foreach (PicklistValue choice in source.Values)
        {
            byValue[choice.Value] = (order++, choice.Retired);
            AddName(byLabel, choice.Value, choice.Value);
            foreach (LocalizedEntry label in choice.Label.Texts) AddName(byLabel, label.Text.Trim(), choice.Value);
        }

        _byValue = byValue.ToFrozenDictionary(StringComparer.Ordinal);
        _byLabel = byLabel.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Position in the list.</summary>
    public int OrderOf(string value) => _byValue.TryGetValue(value, out var choice) ? choice.Order : int.MaxValue;

    /// <summary>True when new records cannot choose the value.</summary>
    public bool IsRetired(string value) => _byValue.TryGetValue(value, out var choice) && choice.Retired;

    /// <summary>The value itself, if it is a choice.</summary>
    public ValueResult Value(string value) => _byValue.ContainsKey(value)
        ? ValueResult.Of(value)
        : ValueResult.Refused(ValueProblem.With(ValueCodes.UnknownChoice, "value", value));

    /// <summary>The choice of that value, or of that label in any language; letter case does not matter. The exact value goes before labels.</summary>
    public ValueResult ValueOrLabel(string text)
    {
        if (_byValue.ContainsKey(text)) return ValueResult.Of(text);
        if (!_byLabel.TryGetValue(text, out string? value))
        {
            return ValueResult.Refused(ValueProblem.With(ValueCodes.UnknownChoice, "value", text));
        }

        return value is null ? ValueResult.Refused(ValueProblem.With(ValueCodes.AmbiguousChoice, "value", text)) : ValueResult.Of(value);
    }

    private static void AddName(Dictionary<string, string?> names, string name, string value)
    {
        if (!names.TryAdd(name, value) && names[name] != value) names[name] = null;
    }
}
