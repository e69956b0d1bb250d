using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Compilation;
using Platform.Metadata.Hazards;
using Platform.Metadata.Planning;
using Platform.Metadata.Reading;
using Platform.Sql;
using Xunit;
using Compiled = Platform.Metadata.Compilation.Compilation;

namespace Platform.Metadata.Tests.Planning;

/// <summary>
/// Documents before and after, beside the plan that leads from the one to the other, and the one that leads back. A case is a folder with
/// <c>before/</c>, <c>after/</c>, <c>rows.json</c> where tables are large, and <c>expected.txt</c>; with the environment variable
/// PLATFORM_UPDATE_GOLDEN=1 the run rewrites the expectations, to be reviewed as a diff.
/// </summary>
public sealed partial class PlanGoldenTests
{
    private static readonly string Folder = Path.Combine(AppDocuments.RepositoryRoot, "tests", "Platform.Metadata.Tests", "Planning", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Plans_are_as_expected(string name)
    {
        string folder = Path.Combine(Folder, name), expectation = Path.Combine(folder, "expected.txt");
        string actual = Describe(folder);
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") File.WriteAllText(expectation, actual);
        Assert.Equal(File.ReadAllText(expectation), actual);
    }

    [Fact]
    public void Every_change_and_every_hazard_has_a_case()
    {
        string all = string.Concat(Directory.GetFiles(Folder, "expected.txt", SearchOption.AllDirectories).Select(File.ReadAllText));
        IEnumerable<string> changes = typeof(ModelChange).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ModelChange))).Select(t => t.Name);
        Assert.All(changes, c => Assert.Contains($" {c}: ", all, StringComparison.Ordinal));

        // What other documents use is known to the dependency graph alone; a test over the database asks for it.
        IEnumerable<string> hazards = typeof(HazardCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Except([HazardCodes.FieldInUse]);
        Assert.All(hazards, h => Assert.Contains($" {h} (", all, StringComparison.Ordinal));
    }

    private static string Describe(string folder)
    {
        ModelSnapshot none = Snapshot([], null, 1, out Compiled builtIn);
        ModelSnapshot before = Snapshot(Documents(folder, "before"), builtIn, 2, out Compiled first);
        ModelSnapshot after = Snapshot(Documents(folder, "after"), first, 3, out _);
        StorageContext forward = new()
        {
            Schema = "tenant",
            Revision = 3,
            From = before,
            To = after,
            Changes = ModelDiff.Between(before, after),
            Rows = Rows(folder),
        };
        EquatableArray<PlanStep> steps = StoragePlanner.Plan(forward);
        (ModelSnapshot from, EquatableArray<ModelChange> back) = RollbackDiff.Between(
            after, before, 2, Register(steps), r => r == 2 ? before : throw new InvalidOperationException($"Revision {r} is none of the case."));
        StorageContext backward = forward with { Revision = 4, From = from, To = before, Changes = back };
        StringBuilder text = new();
        Describe(text, "apply", forward, steps);
        Describe(text.Append('\n'), "rollback", backward, StoragePlanner.Plan(backward));
        Assert.Empty(ModelDiff.Between(none, none));
        return text.ToString();
    }

    private static void Describe(StringBuilder text, string title, StorageContext storage, EquatableArray<PlanStep> steps)
    {
        text.Append(CultureInfo.InvariantCulture, $"=== {title}\n");
        for (int i = 0; i < storage.Changes.Count; i++)
        {
            ModelChange change = storage.Changes[i];
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} {change.GetType().Name}: {ChangeSentence.Of(change).In("en")}\n");
        }

        HazardContext context = new(storage);
        Hazard[] estimates = [.. HazardAnalyzers.Estimates(context)];
        HazardProbe[] probes = [.. HazardAnalyzers.Probes(context)];
        if (estimates.Length + probes.Length > 0) text.Append("--- hazards\n");
        foreach (Hazard hazard in estimates)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hazard.Change + 1} {hazard.Code} ({hazard.Severity}): {hazard.Message.In("en")}\n");
        }

        foreach (HazardProbe probe in probes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{probe.Change + 1} {probe.Code} ({probe.Severity}) for rows with\n");
            text.Append(CultureInfo.InvariantCulture, $"    {Wrapped(Condition(probe))}\n    for 2: {probe.Message(2).In("en")}\n");
        }

        if (steps.Count > 0) text.Append("--- statements\n");
        foreach (PlanStep step in steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"{step.Change + 1} {step.Stage}: {Entry(step.Statement) ?? Wrapped(Printed(step.Print()))}\n");
        }
    }

    // Of the question, what counts: a statement also takes samples.
    private static string Condition(HazardProbe probe)
    {
        string sql = Printed(probe.Query.Print());
        int from = sql.IndexOf(" from ", StringComparison.Ordinal), end = sql.IndexOf(") as \"count\"", StringComparison.Ordinal);
        return end > from ? sql[(from + 1)..end] : sql;
    }

    private static string Printed(SqlText text)
    {
        string sql = text.Text;
        for (int i = text.Parameters.Count; i > 0; i--)
        {
            object? value = text.Parameters[i - 1].Value;
            string shown = value switch { null => "null", string s => $"'{s}'", _ => Convert.ToString(value, CultureInfo.InvariantCulture)! };
            sql = sql.Replace($"${i}", shown, StringComparison.Ordinal);
        }

        return sql.ReplaceLineEndings(" ").Replace("\"tenant\".", "", StringComparison.Ordinal);
    }

    // Long statements in a line per clause.
    private static string Wrapped(string sql) => sql.Length < 100 ? sql : Clauses().Replace(sql, "\n      $1 ");

    private static string? Entry(SqlStatement? statement) => EntryOf(statement) is not { } e
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"note {e.Kind} {e.Table}{(e.Column is null ? "" : "." + e.Column)}: {e.Reason} of {e.Original}, described by {e.Described}");

    // As the statements leave the register when they are carried out.
    private static List<SetAsideEntry> Register(EquatableArray<PlanStep> steps) => [.. steps.Select(s => EntryOf(s.Statement)).OfType<SetAsideEntry>()];

    private static SetAsideEntry? EntryOf(SqlStatement? statement)
    {
        if (statement is not SqlInsert insert || insert.Table.Name != SetAsideRegister.TableName) return null;
        object?[] v = [.. insert.Print().Parameters.Select(p => p.Value)];
        return SetAsideRegister.Read(
            (long)v[0]!, (long)v[1]!, (string)v[2]!, (string)v[3]!, (string)v[4]!, (string?)v[5], (string)v[6]!, (string)v[7]!, (string)v[8]!, (string)v[9]!,
            (long?)v[10], (long?)v[11]);
    }

    private static ModelSnapshot Snapshot(IEnumerable<SourceDocument> documents, Compiled? previous, long revision, out Compiled compilation)
    {
        SourceDocument[] all = [.. BuiltInDocuments.All, .. documents];
        compilation = ModelCompiler.CompileAlone(all, previous, revision);
        return new ModelSnapshot(
            compilation.Model ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics)), all.Select(d => d.Document).ToEquatableArray());
    }

    private static IEnumerable<SourceDocument> Documents(string folder, string side)
    {
        string directory = Path.Combine(folder, side);
        return !Directory.Exists(directory) ? [] : Directory.GetFiles(directory, "*.json").Order(StringComparer.Ordinal).Select(file =>
        {
            ReadResult read = DocumentReader.Read(new DocumentSource(File.ReadAllBytes(file), Path.GetFileName(file)));
            return read.Document ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
        });
    }

    private static Dictionary<string, long> Rows(string folder)
    {
        string file = Path.Combine(folder, "rows.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(file))! : [];
    }

    [GeneratedRegex("(?<!distinct)(?<!delete) (set|from|where|group by|having) ", RegexOptions.CultureInvariant)]
    private static partial Regex Clauses();
}
