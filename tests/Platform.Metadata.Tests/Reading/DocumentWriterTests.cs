using Platform.Metadata.BuiltIn;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests.Reading;

public sealed class DocumentWriterTests
{
    public static TheoryData<string> Kinds => [.. DocumentKinds.All.Select(k => k.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reading_what_was_written_gives_an_equal_document(string kind)
    {
        Type type = DocumentKinds.All.Single(k => k.Kind == kind).Type;
        for (int seed = 0; seed < 200; seed++)
        {
            Document document = new RandomDocuments(seed).Next(type);
            foreach (string text in new[] { DocumentWriter.Write(document), DocumentWriter.WriteCompact(document) })
            {
                ReadResult read = DocumentReader.Read(text);
                Assert.True(read.Succeeded, $"seed {seed}: {string.Join('\n', read.Diagnostics)}\n{text}");
                Assert.Equal(document, read.Document!.Document);
            }
        }
    }

    [Fact]
    public void Built_in_documents_and_apps_survive_writing()
    {
        IEnumerable<Document> documents = BuiltInDocuments.All.Select(d => d.Document).Concat(AppDocuments.Read().Select(r => r.Document!.Document));
        Assert.All(documents, d => Assert.Equal(d, DocumentReader.Read(DocumentWriter.Write(d)).Document!.Document));
    }

    [Fact]
    public void Defaults_are_left_out_and_kind_comes_first()
    {
        Document document = Json.Read(
            "{'name':'Deal','id':'Deal','pluralLabel':{'en':'Deals'},'label':'Deal','nameField':'name','trackHistory':true,'kind':'object',"
            + "'fields':[{'maxLength':255,'type':'text','label':{'zh-CN':'名称','en':'Name'},'name':'name','required':false}]}")[0].Document;
        string expected = """
            {
              "kind": "object",
              "name": "Deal",
              "label": "Deal",
              "pluralLabel": "Deals",
              "nameField": "name",
              "fields": [
                {
                  "name": "name",
                  "label": {
                    "en": "Name",
                    "zh-CN": "名称"
                  },
                  "type": "text"
                }
              ]
            }

            """;
        Assert.Equal(expected, DocumentWriter.Write(document));
    }
}
