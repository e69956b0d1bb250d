using System.Text.Json;

namespace Platform.Runtime.Demo.Specification;

/// <summary>
/// The demo specification of an app package: the settings (<c>demo.json</c>), pools of words and records
/// (<c>pools/*.json</c>) and a description of the rows of each object (<c>rows/*.json</c>). The reference is docs/apps.md.
/// </summary>
public sealed class DemoSpecification
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 48 };

    private DemoSpecification(DemoSettings settings, DemoPools pools, IReadOnlyList<DemoFile> rows)
    {
        Settings = settings;
        Pools = pools;
        Rows = rows;
    }

    internal DemoSettings Settings { get; }

    internal DemoPools Pools { get; }

    internal IReadOnlyList<DemoFile> Rows { get; }

    /// <summary>Reads the specification in <paramref name="directory"/>, which holds <c>demo.json</c>.</summary>
    /// <exception cref="DemoException">A file is missing, is not JSON, or does not have the shape of its kind.</exception>
    public static DemoSpecification Read(string directory)
    {
        List<DemoProblem> problems = [];
        DemoFile? main = ReadFile(directory, "demo.json", problems);
        DemoFile[] pools = ReadFolder(directory, "pools", problems);
        DemoFile[] rows = ReadFolder(directory, "rows", problems);
        if (rows.Length == 0 && problems.Count == 0) problems.Add(new("rows", "", "There is no description of rows."));
        DemoSettings? settings = main is null ? null : DemoSettings.Read(main, problems);
        DemoPools words = DemoPools.Read(pools, problems);
        return problems.Count == 0 ? new DemoSpecification(settings!, words, rows) : throw new DemoException(problems);
    }

    private static DemoFile[] ReadFolder(string directory, string folder, List<DemoProblem> problems)
    {
        string path = Path.Combine(directory, folder);
        if (!Directory.Exists(path)) return [];
        return [.. Directory.EnumerateFiles(path, "*.json")
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)
            .Select(name => ReadFile(directory, $"{folder}/{name}", problems))
            .OfType<DemoFile>()];
    }

    private static DemoFile? ReadFile(string directory, string name, List<DemoProblem> problems)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, name)), Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new DemoFile(name, document.RootElement.Clone());
            problems.Add(new(name, "", "The file must hold a JSON object."));
        }
        catch (JsonException exception)
        {
            problems.Add(new(name, "", $"The file is not JSON: {exception.Message}"));
        }
        catch (IOException exception)
        {
            problems.Add(new(name, "", $"The file cannot be read: {exception.Message}"));
        }

        return null;
    }
}
