using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Dependencies;

/// <summary>
/// Which documents refer to what, complete for one compilation: before a field, object, picklist or view is removed or renamed, the
/// graph tells every place that names it.
/// </summary>
public sealed class DependencyGraph
{
    private readonly Lazy<ILookup<Element, Use>> _uses;

    /// <summary>The graph of uses by the documents they are in, and of translations; put together when it is first asked.</summary>
    internal DependencyGraph(IReadOnlyList<EquatableArray<Use>> uses, IReadOnlyList<TranslationDocument> translations) =>
        _uses = new Lazy<ILookup<Element, Use>>(
            () => uses.SelectMany(u => u).Concat(translations.SelectMany(TranslationUses.Of)).ToLookup(u => u.Target));

    /// <summary>The places that refer to exactly this element, in the order of kinds, document names and pointers.</summary>
    public IReadOnlyList<Use> UsesOf(Element element) => Ordered(_uses.Value[element]);

    /// <summary>
    /// The places that refer to the object or to any of its fields, relations and choices, from documents other than its own.
    /// </summary>
    public IReadOnlyList<Use> UsesOfObject(string objectName) => Ordered(
        _uses.Value.Where(g => g.Key == Element.Object(objectName) || IsMember(g.Key, objectName))
            .SelectMany(g => g)
            .Where(u => u.Kind != DocumentKinds.Object || u.Name != objectName));

    private static bool IsMember(Element element, string objectName) =>
        element.Kind is Element.FieldKind or Element.RelationKind or Element.ChoiceKind
        && element.Name.StartsWith(objectName + ".", StringComparison.Ordinal);

    private static IReadOnlyList<Use> Ordered(IEnumerable<Use> uses) =>
        [.. uses.OrderBy(u => u.Kind, StringComparer.Ordinal).ThenBy(u => u.Name, StringComparer.Ordinal).ThenBy(u => u.Pointer, StringComparer.Ordinal)];
}
