using System.Globalization;
using Platform.Metadata.Compilation;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Benchmarks.Compile;

/// <summary>
/// Compiles a tenant of 500 objects × 60 fields, each with a layout, a view and Chinese translations: cold, after a one-field edit, and what the
/// compilation keeps in memory. Whole-model cases take too long for BenchmarkDotNet's many iterations; medians of a few runs serve.
/// </summary>
public static class CompileBenchmark
{
    private const int Objects = 500, Fields = 60, Runs = 9;

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static int Run()
    {
        Console.WriteLine($"compile: {Objects} objects × {Fields} fields; {Machine.Description}");
        List<string> texts = [.. TenantDocuments.Texts(Objects, Fields)];
        List<SourceDocument> documents = Read(texts);
        Timing first = Timing.Of(() => Require(ModelCompiler.Compile(documents)));
        bool good = Report("first compilation of the process, JIT included", first, null);
        good &= Report("read all documents, median", Timing.Median(Runs, () => Read(texts)), null);
        good &= Report("cold compilation, median", Timing.Median(Runs, () => Require(ModelCompiler.Compile(documents))), 1000);
        good &= Report("after a one-field edit, median", MedianEdit(documents), 50);
        double retained = RetainedMegabytes(documents);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"kept by the compilation, documents included",-48} {retained,8:0.0} MB, limit 150 MB"));
        return good && retained <= 150 ? 0 : 1;
    }

    private static List<SourceDocument> Read(IEnumerable<string> texts) => [.. texts.Select(t =>
    {
        ReadResult read = DocumentReader.Read(t);
        return read.Document ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
    })];

    private static Compilation Require(Compilation compilation) =>
        compilation.Model is null ? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics.Take(10))) : compilation;

    private static Timing MedianEdit(List<SourceDocument> documents)
    {
        Compilation compilation = Require(ModelCompiler.Compile(documents));
        List<SourceDocument> edited = [.. documents];
        int at = edited.FindIndex(d => d.Document.Name == TenantDocuments.ObjectName(Objects / 2));
        ObjectDocument original = (ObjectDocument)edited[at].Document;
        int run = 0;
        return Timing.Median(Runs, () =>
        {
            FieldDocument[] fields = [.. original.Fields];
            fields[30] = fields[30] with { Label = LocalizedText.Of("Edited " + (++run).ToString(CultureInfo.InvariantCulture)) };
            edited[at] = new SourceDocument(original with { Fields = [.. fields] });
            compilation = Require(ModelCompiler.Compile(edited, compilation));
        });
    }

    private static double RetainedMegabytes(List<SourceDocument> warm)
    {
        GC.KeepAlive(warm);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<SourceDocument> documents = Read(TenantDocuments.Texts(Objects, Fields));
        Compilation compilation = Require(ModelCompiler.Compile(documents));
        _ = compilation.Dependencies.UsesOfObject(TenantDocuments.ObjectName(0));
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(compilation);
        GC.KeepAlive(documents);
        return (after - before) / 1e6;
    }

    /// <summary>Prints a timing; false when even the lesser of elapsed and processor time, the one that other work on the machine distorts less, is over the limit.</summary>
    private static bool Report(string what, Timing timing, double? limit)
    {
        bool good = limit is null || Math.Min(timing.Elapsed, timing.Processor) <= limit;
        string bound = limit is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", limit {limit:0} ms{(good ? string.Empty : " EXCEEDED")}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {what,-48} {timing.Elapsed,8:0.0} ms elapsed, {timing.Processor,8:0.0} ms processor{bound}"));
        return good;
    }
}
