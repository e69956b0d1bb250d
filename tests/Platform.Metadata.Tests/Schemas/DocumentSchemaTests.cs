using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;
using Platform.Metadata.Schemas;
using Xunit;

namespace Platform.Metadata.Tests.Schemas;

public sealed class DocumentSchemaTests
{
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> Schemas = new();

    public static TheoryData<string> Kinds => [.. DocumentKinds.All.Select(k => k.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_the_reader_accepts_satisfies_the_schema(string kind)
    {
        JsonSchema schema = await Schema(kind);
        Type type = DocumentKinds.All.Single(k => k.Kind == kind).Type;
        for (int seed = 0; seed < 60; seed++)
        {
            string text = DocumentWriter.Write(new RandomDocuments(seed).Next(type));
            Assert.True(DocumentReader.Read(text).Succeeded);
            Assert.True(schema.Validate(text).Count == 0, $"seed {seed}: {string.Join('\n', schema.Validate(text))}\n{text}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_the_schema_refuses_the_reader_refuses(string kind)
    {
        JsonSchema schema = await Schema(kind);
        Type type = DocumentKinds.All.Single(k => k.Kind == kind).Type;
        int refused = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            JsonNode document = JsonNode.Parse(DocumentWriter.WriteCompact(new RandomDocuments(seed).Next(type)))!;
            string text = Mutations.One(document, new Random(seed)).ToJsonString();
            bool valid = schema.Validate(text).Count == 0;
            if (!valid) refused++;
            Assert.True(valid || !DocumentReader.Read(text).Succeeded, $"seed {seed}: the reader accepts what the schema refuses\n{text}\n{string.Join('\n', schema.Validate(text))}");
        }

        Assert.True(refused > 30, $"only {refused} of 150 mutations were refused, which proves little");
    }

    [Fact]
    public async Task Built_in_documents_and_apps_satisfy_their_schemas()
    {
        foreach (SourceDocument source in BuiltInDocuments.All.Concat(AppDocuments.Read().Select(r => r.Document!)))
        {
            JsonSchema schema = await Schema(source.Document.Kind);
            string text = System.Text.Encoding.UTF8.GetString(source.Source!.Utf8.Span);
            Assert.True(schema.Validate(text).Count == 0, $"{source.Source.File}: {string.Join('\n', schema.Validate(text))}");
        }
    }

    [Fact]
    public void Every_key_has_a_description()
    {
        using JsonDocument schema = JsonDocument.Parse(DocumentSchemas.For(DocumentKinds.Object)!);
        JsonElement root = schema.RootElement;
        Assert.StartsWith("An object:", root.GetProperty("description").GetString(), StringComparison.Ordinal);
        foreach (JsonProperty property in root.GetProperty("properties").EnumerateObject().Where(p => p.Name != "$schema"))
        {
            Assert.True(property.Value.TryGetProperty("description", out _), property.Name);
        }

        JsonElement text = root.GetProperty("definitions").GetProperty("fieldDocument").GetProperty("oneOf")[0];
        Assert.Equal("Most characters (Unicode scalar values), 1 to 4000.", text.GetProperty("properties").GetProperty("maxLength").GetProperty("description").GetString());
    }

    [Fact]
    public void An_unknown_kind_has_no_schema() => Assert.Null(DocumentSchemas.For("objekt"));

    private static Task<JsonSchema> Schema(string kind) => Schemas.GetOrAdd(kind, k => JsonSchema.FromJsonAsync(DocumentSchemas.For(k)!));
}
