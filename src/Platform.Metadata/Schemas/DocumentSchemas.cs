using System.Collections.Frozen;
using NJsonSchema;
using Platform.Metadata.Documents;
using Platform.Metadata.Shapes;

namespace Platform.Metadata.Schemas;

/// <summary>
/// JSON Schemas of the document kinds, generated from the document records, for editors and other tools. A document that the reader accepts
/// satisfies its schema; the reader refuses more than the schema can say.
/// </summary>
public static class DocumentSchemas
{
    private static readonly FrozenDictionary<string, Lazy<string>> Texts = DocumentKinds.All.ToFrozenDictionary(
        k => k.Kind, k => new Lazy<string>(() => Generate(k.Kind, k.Type)), StringComparer.Ordinal);

    /// <summary>The schema (JSON Schema draft 4) of a kind as JSON text, or null when there is no such kind.</summary>
    public static string? For(string kind) => Texts.TryGetValue(kind, out Lazy<string>? text) ? text.Value : null;

    private static string Generate(string kind, Type type)
    {
        JsonSchema root = new SchemaBuilder().Document(kind, RecordShape.Of(type));
        return root.ToJson();
    }
}
