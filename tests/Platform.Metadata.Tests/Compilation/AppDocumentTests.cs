using Platform.Metadata.BuiltIn;
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

    [Fact]
    public void The_standard_apps_are_those_of_the_repository() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(AppDocuments.RepositoryRoot, "apps")).Where(d => File.Exists(Path.Combine(d, "manifest.json")))
            .Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal),
        StandardApps.Names.Order(StringComparer.Ordinal));
}
