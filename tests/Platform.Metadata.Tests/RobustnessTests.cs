using System.Text;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Compilation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests;

/// <summary>Whatever comes in, the reader and the compiler answer with findings, never with an exception.</summary>
public sealed class RobustnessTests
{
    private static readonly byte[][] Texts = [.. BuiltInDocuments.All.Concat(AppDocuments.Read().Select(r => r.Document!)).Select(d => d.Source!.Utf8.ToArray())];

    [Fact]
    public void Damaged_bytes_give_findings_or_a_document()
    {
        Random random = new(1);
        for (int i = 0; i < 1500; i++)
        {
            byte[] text = [.. Texts[random.Next(Texts.Length)]];
            for (int damage = random.Next(1, 4); damage > 0; damage--) text[random.Next(text.Length)] = (byte)random.Next(256);
            int end = random.Next(8) == 0 ? random.Next(text.Length) : text.Length;
            ReadResult read = DocumentReader.Read(new DocumentSource(text.AsMemory(0, end)));
            Assert.NotEqual(read.Succeeded, read.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
            Assert.All(read.Diagnostics, d => Assert.True(d is { Line: > 0, Column: > 0 }, d.ToString()));
        }
    }

    [Fact]
    public void Random_documents_compile_to_findings_that_lead_to_a_place()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            RandomDocuments random = new(seed);
            List<SourceDocument> documents =
            [
                .. Enumerable.Range(0, 30).Select(i => DocumentKinds.All[i % DocumentKinds.All.Count].Type)
                    .Select(t => DocumentReader.Read(DocumentWriter.Write(random.Next(t))).Document!),
            ];
            Metadata.Compilation.Compilation result = ModelCompiler.Compile(documents);
            Assert.All(result.Diagnostics, d => Assert.True(d is { Line: > 0, Kind: not null, Name: not null } && d.Code.StartsWith("DOC", StringComparison.Ordinal), d.ToString()));
            Assert.Equal(result.HasErrors, result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
        }
    }

    [Fact]
    public void App_documents_with_words_exchanged_compile_or_give_findings()
    {
        Random random = new(2);
        List<string> words = [.. Texts.SelectMany(t => Encoding.UTF8.GetString(t).Split('"').Where(w => w.Length is > 2 and < 30 && char.IsAsciiLetter(w[0]))).Distinct()];
        Metadata.Compilation.Compilation? before = null;
        for (int i = 0; i < 25; i++)
        {
            List<SourceDocument> documents = [];
            foreach (SourceDocument document in AppDocuments.Read().Select(r => r.Document!))
            {
                string text = Encoding.UTF8.GetString(document.Source!.Utf8.Span);
                if (random.Next(10) == 0) text = text.Replace('"' + words[random.Next(words.Count)] + '"', '"' + words[random.Next(words.Count)] + '"', StringComparison.Ordinal);
                if (DocumentReader.Read(text, document.Source.File, document.Document.Package).Document is { } read) documents.Add(read);
            }

            Metadata.Compilation.Compilation cold = ModelCompiler.Compile(documents);
            before = ModelCompiler.Compile(documents, before);
            Assert.Equal(cold.Diagnostics, before.Diagnostics);
            Assert.Equal(cold.Model?.Objects, before.Model?.Objects);
        }
    }
}
