using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Metadata.Dependencies;

/// <summary>What the entries of a translation are texts of.</summary>
internal static class TranslationUses
{
    /// <summary>The uses of one translation document; keys that cannot name anything are left out.</summary>
    public static IEnumerable<Use> Of(TranslationDocument document)
    {
        foreach (TranslationEntry entry in document.Entries)
        {
            if (ElementOf(entry.Key) is { } element) yield return new Use(element, document.Kind, document.Name, "/entries/" + JsonPointer.Escape(entry.Key));
        }
    }

    private static Element? ElementOf(string key)
    {
        string[] words = key.Split('.', 4);
        return words switch
        {
            ["object" or "rule" or "unique" or "recordType", var name, ..] => Element.Object(name),
            ["field", var owner, var field, _] => Element.Field(owner, field),
            ["relation", var owner, var relation] => Element.Relation(owner, relation),
            ["choice", var owner, var field, var value] => Element.Choice(owner + "." + field, value),
            ["picklist", var name, ..] => Element.Choice(name, key[(words[0].Length + name.Length + 2)..]),
            ["layout" or "view" or "navigation" or "role" or "package" or "pipeline" or "approvalFlow" or "businessCalendar", var name, ..] => new Element(words[0], name),
            _ => null,
        };
    }
}
