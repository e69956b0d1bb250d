using System.Diagnostics;
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
        double first = 0, firstElapsed = Milliseconds(() => first = ProcessorMilliseconds(() => Require(ModelCompiler.Compile(documents))));
        double read = Median(() => Read(texts));
        double cold = Median(() => Require(ModelCompiler.Compile(documents)));
        double edit = MedianEdit(documents);
        double retained = RetainedMegabytes(documents);
        bool good = Report("read all documents", read, null, "ms");
        good &= Report("first compilation of the process", firstElapsed, null, "ms");
        good &= Report("  its processor time, JIT compilation included", first, null, "ms");
        good &= Report("cold compilation, median", cold, 1000, "ms");
        good &= Report("after a one-field edit, median", edit, 50, "ms");
        good &= Report("kept by the compilation, documents included", retained, 150, "MB");
        return good ? 0 : 1;
    }

    private static List<SourceDocument> Read(IEnumerable<string> texts) => [.. texts.Select(t =>
    {
        ReadResult read = DocumentReader.Read(t);
        return read.Document ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
    })];

    private static Compilation Require(Compilation compilation) =>
        compilation.Model is null ? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics.Take(10))) : compilation;

    private static double MedianEdit(List<SourceDocument> documents)
    {
        Compilation compilation = Require(ModelCompiler.Compile(documents));
        List<SourceDocument> edited = [.. documents];
        int at = edited.FindIndex(d => d.Document.Name == TenantDocuments.ObjectName(Objects / 2));
        ObjectDocument original = (ObjectDocument)edited[at].Document;
        int run = 0;
        return Median(() =>
        {
            FieldDocument[] fields = [.. original.Fields];
            fields[30] = fields[30] with { Label = LocalizedText.Of("Edited " + (++run).ToString(CultureInfo.InvariantCulture)) };
            edited[at] = new SourceDocument(original with { Fields = [.. fields] });
            compilation = Require(ModelCompiler.Compile(edited, compilation));
            Debug.Assert(compilation.Model!.Object(original.Name).Fields.Count > Fields, "The edited object is there.");
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

    private static double Median(Action action)
    {
        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => Milliseconds(action)).Order()];
        return times[Runs / 2];
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Processor time of the whole process: what the elapsed time would be at most on a machine with nothing else to do.</summary>
    private static double ProcessorMilliseconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static bool Report(string what, double value, double? limit, string unit)
    {
        string bound = limit is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"  limit {limit:0} {unit}  {(value <= limit ? "ok" : "EXCEEDED")}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-46} {value,9:0.0} {unit}{bound}"));
        return limit is null || value <= limit;
    }
}
