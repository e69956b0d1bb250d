using System.Runtime.CompilerServices;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>All translations, by the document that they belong to (<c>object.Account</c>, <c>view.allAccounts</c>).</summary>
internal sealed class TranslationIndex
{
    private static readonly ConditionalWeakTable<TranslationDocument, IReadOnlyDictionary<string, EquatableArray<TranslatedText>>> Sliced = [];

    private readonly Dictionary<string, EquatableArray<TranslatedText>> _byOwner = new(StringComparer.Ordinal);

    public TranslationIndex(IEnumerable<TranslationDocument> documents)
    {
        foreach (TranslationDocument document in documents)
        {
            foreach ((string owner, EquatableArray<TranslatedText> texts) in Sliced.GetValue(document, Slice))
            {
                _byOwner[owner] = _byOwner.TryGetValue(owner, out EquatableArray<TranslatedText> others) ? [.. others, .. texts] : texts;
            }
        }
    }

    /// <summary>Every text with its owner's key.</summary>
    public IEnumerable<KeyValuePair<string, EquatableArray<TranslatedText>>> All => _byOwner;

    /// <summary>The texts of a document, given as <c>kind.name</c>.</summary>
    public EquatableArray<TranslatedText> For(string owner) => _byOwner.GetValueOrDefault(owner);

    /// <summary>
    /// Owner and path of a key: <c>choice.Account.industry.retail</c> is <c>choice.industry.retail</c> of <c>object.Account</c>. Null for a key
    /// that cannot be one.
    /// </summary>
    public static (string Owner, string Path)? Split(string key)
    {
        string[] words = key.Split('.', 3);
        if (words.Length < 3) return null;
        return words[0] switch
        {
            "field" or "choice" or "relation" or "rule" or "unique" or "recordType" => ("object." + words[1], words[0] + "." + words[2]),
            "object" or "picklist" or "layout" or "view" or "navigation" or "role" or "package" or "pipeline" or "approvalFlow" or "conversion" => (words[0] + "." + words[1], words[2]),
            _ => null,
        };
    }

    private static Dictionary<string, EquatableArray<TranslatedText>> Slice(TranslationDocument document)
    {
        Dictionary<string, List<TranslatedText>> byOwner = new(StringComparer.Ordinal);
        foreach (TranslationEntry entry in document.Entries)
        {
            (string owner, string path) = Split(entry.Key) ?? (string.Empty, entry.Key);
            if (!byOwner.TryGetValue(owner, out List<TranslatedText>? texts)) byOwner[owner] = texts = [];
            texts.Add(new TranslatedText(path, document.Language, entry.Text, document.Name, entry.Key));
        }

        return byOwner.ToDictionary(o => o.Key, o => o.Value.ToEquatableArray(), StringComparer.Ordinal);
    }
}
