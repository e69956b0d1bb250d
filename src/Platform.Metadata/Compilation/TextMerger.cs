using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>Merges the translations of one document into its own texts; a translation wins over the document's text of that language.</summary>
internal sealed class TextMerger
{
    private readonly ILookup<string, TranslatedText>? _texts;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public TextMerger(EquatableArray<TranslatedText> texts) => _texts = texts.IsEmpty ? null : texts.ToLookup(t => t.Path);

    /// <summary>True when there is nothing to merge.</summary>
    public bool IsEmpty => _texts is null;

    /// <summary>The text with its translations; the same instance when there are none.</summary>
    public LocalizedText Merge(string path, LocalizedText text) => MergeOptional(path, text)!;

    /// <summary>The text with its translations, or null when there is neither.</summary>
    public LocalizedText? MergeOptional(string path, LocalizedText? text)
    {
        if (_texts is null || !_texts.Contains(path)) return text;
        _used.Add(path);
        List<LocalizedEntry> merged = text is null ? [] : [.. text.Texts];
        foreach (TranslatedText translated in _texts[path])
        {
            LocalizedEntry entry = new(translated.Language, translated.Text);
            int at = merged.FindIndex(e => e.Language == translated.Language);
            if (at >= 0) merged[at] = entry;
            else merged.Add(entry);
        }

        merged.Sort((a, b) => string.CompareOrdinal(a.Language, b.Language));
        return new LocalizedText(merged.ToEquatableArray());
    }

    /// <summary>The translations of paths that were not merged.</summary>
    public IEnumerable<TranslatedText> Unused() => _texts is null ? [] : _texts.Where(t => !_used.Contains(t.Key)).SelectMany(t => t);
}
