using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests;

/// <summary>Documents for tests, written as JSON with single quotes.</summary>
internal static class Json
{
    /// <summary>Reads documents that must be readable.</summary>
    public static IReadOnlyList<SourceDocument> Read(params string[] texts) => [.. texts.Select(t =>
    {
        ReadResult read = DocumentReader.Read(t.Replace('\'', '"'));
        Assert.Empty(read.Diagnostics.Select(d => d.ToString()));
        return read.Document!;
    })];

    /// <summary>Compiles documents.</summary>
    public static Metadata.Compilation.Compilation Compile(params string[] texts) => ModelCompiler.Compile(Read(texts));

    /// <summary>Compiles documents that must have no findings.</summary>
    public static TenantModel Model(params string[] texts)
    {
        Metadata.Compilation.Compilation result = Compile(texts);
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        return result.Model!;
    }

    /// <summary>An object document with a name field and the given further fields.</summary>
    public static string Object(string name, string fields = "", string more = "") =>
        $"{{'kind':'object','name':'{name}','label':'{name}','pluralLabel':'{name} list','nameField':'name',"
        + $"'fields':[{{'name':'name','label':'Name','type':'text'}}{(fields.Length > 0 ? "," + fields : string.Empty)}]{(more.Length > 0 ? "," + more : string.Empty)}}}";
}
