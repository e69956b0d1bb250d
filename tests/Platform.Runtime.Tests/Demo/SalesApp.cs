using System.Runtime.CompilerServices;
using System.Text;
using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;
using Platform.Runtime.Demo;
using Platform.Runtime.Demo.Specification;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Tests.Demo;

/// <summary>The sales app of this repository: its model and its demo data.</summary>
internal static class SalesApp
{
    public static readonly DateOnly Anchor = new(2025, 6, 18);

    private static readonly Lazy<TenantModel> CompiledModel = new(Compile);
    private static readonly Lazy<DemoDataset> Small = new(() => Dataset(new DemoOptions(DemoSize.S, Anchor)));

    public static TenantModel Model => CompiledModel.Value;

    public static DemoDataset SmallDataset => Small.Value;

    public static string Directory([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "apps", "sales"));

    public static DemoDataset Dataset(DemoOptions options) =>
        DemoDataset.Compile(DemoSpecification.Read(Path.Combine(Directory(), "demo")), Model, options);

    /// <summary>The texts of the app's documents, hooks with their sources.</summary>
    public static IEnumerable<byte[]> Documents() => AppPackage.Read(Directory()).Documents.Select(d => Encoding.UTF8.GetBytes(d.Json));

    private static TenantModel Compile()
    {
        List<ReadResult> read = [.. Documents().Select(text => DocumentReader.Read(new DocumentSource(text, null, "sales")))];
        Compilation compilation = ModelCompiler.Compile(read.Select(r => r.Document!));
        return compilation.Model ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }
}
