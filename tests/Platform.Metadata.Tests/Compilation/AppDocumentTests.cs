using Platform.Metadata.Compilation;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests.Compilation;

/// <summary>The documents of the apps in this repository, as they lie there.</summary>
public sealed class AppDocumentTests
{
    [Fact]
    public void Documents_of_every_app_read_and_compile_without_findings()
    {
        List<ReadResult> read = [.. AppDocuments.Read()];
        Assert.Empty(read.SelectMany(r => r.Diagnostics).Select(d => d.ToString()));
        Metadata.Compilation.Compilation result = ModelCompiler.Compile(read.Select(r => r.Document!));
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
    }
}
