using Platform.Metadata.Collections;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Compilation;

/// <summary>Checks and translations of picklist values.</summary>
internal static class ChoiceChecks
{
    /// <summary>Calls back with the index of every value that was listed before.</summary>
    public static void Duplicates(EquatableArray<PicklistValue> values, Action<int> report)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < values.Count; i++)
        {
            if (!seen.Add(values[i].Value)) report(i);
        }
    }

    /// <summary>The values with translated labels, under the paths <paramref name="prefix"/> + value.</summary>
    public static EquatableArray<PicklistValue> Translate(EquatableArray<PicklistValue> values, string prefix, TextMerger texts)
    {
        if (texts.IsEmpty) return values;
        return values.Select(v => texts.Merge(prefix + v.Value, v.Label) is var label && ReferenceEquals(label, v.Label) ? v : v with { Label = label })
            .ToEquatableArray();
    }
}
