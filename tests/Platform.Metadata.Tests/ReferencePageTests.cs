using System.Text.Json;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Schemas;
using Xunit;

namespace Platform.Metadata.Tests;

/// <summary>docs/documents.md and docs/errors.md name everything that there is.</summary>
public sealed class ReferencePageTests
{
    private static readonly string Documents = File.ReadAllText(Path.Combine(AppDocuments.RepositoryRoot, "docs", "documents.md"));
    private static readonly string Errors = File.ReadAllText(Path.Combine(AppDocuments.RepositoryRoot, "docs", "errors.md"));

    [Fact]
    public void Every_kind_has_a_section() =>
        Assert.All(DocumentKinds.All, k => Assert.Contains($"\n## {k.Kind}\n", Documents, StringComparison.Ordinal));

    [Fact]
    public void Every_field_type_has_a_row() =>
        Assert.All(FieldTypeNames.All, t => Assert.Contains($"\n| `{t.Name}` |", Documents, StringComparison.Ordinal));

    [Fact]
    public void Every_key_of_every_kind_is_named()
    {
        foreach ((string kind, _) in DocumentKinds.All)
        {
            using JsonDocument schema = JsonDocument.Parse(DocumentSchemas.For(kind)!);
            Assert.All(Keys(schema.RootElement).Distinct().Where(k => k != "$schema"), k => Assert.Contains($"{k}", Documents, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_code_has_a_row() => Assert.All(
        typeof(DocumentCodes).GetFields(), f => Assert.Contains($"\n| {f.GetRawConstantValue()} |", Errors, StringComparison.Ordinal));

    private static IEnumerable<string> Keys(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array) return schema.EnumerateArray().SelectMany(Keys);
        if (schema.ValueKind != JsonValueKind.Object) return [];
        IEnumerable<string> own = schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(p => p.Name)
            : [];
        return own.Concat(schema.EnumerateObject().SelectMany(p => Keys(p.Value)));
    }
}
