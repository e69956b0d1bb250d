using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Xunit;

namespace Platform.Expressions.Tests.Conformance;

/// <summary>
/// CEL's published conformance tests (npm @bufbuild/cel-spec, tests/expression-oracle/cel.mjs). What came of each is counted in
/// docs/cel-conformance.md, where every value that differs is listed; PLATFORM_UPDATE_GOLDEN=1 writes the page anew.
/// </summary>
public sealed class ConformanceTests
{
    /// <summary>Suites of parts of CEL that the platform has; the others test messages, enums, wrappers and extensions that it has not.</summary>
    private static readonly string[] Suites =
        ["basic", "comparisons", "conversions", "fp_math", "integer_math", "lists", "logic", "macros", "math_ext", "parse", "plumbing", "string", "string_ext", "timestamps"];

    private static readonly ExpressionLimits Wide = new() { MaxLength = 100_000, MaxDepth = 200 };

    private readonly SortedDictionary<string, int[]> counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly List<string> differences = [];

    [Fact]
    public void The_report_tells_what_the_conformance_tests_give()
    {
        foreach (JsonElement test in Tests())
        {
            string suite = test.GetProperty("suite").GetString()!;
            if (!Suites.Contains(suite) || test.GetProperty("own").GetBoolean()) continue;
            counts.TryAdd(suite, new int[4]);
            counts[suite][(int)Outcome(test)]++;
        }

        string page = Path.Combine(Root(), "docs", "cel-conformance.md");
        string report = Report();
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") File.WriteAllText(page, report);
        Assert.Equal(File.ReadAllText(page), report);
    }

    private enum Result
    {
        Same,
        BlankForError,
        Refused,
        Different,
    }

    private Result Outcome(JsonElement test)
    {
        string text = test.GetProperty("expr").GetString()!;
        CheckResult result = TypeChecker.Check(text, new ExpressionScope(new SampleObjects(), "Order"), limits: Wide);
        bool fails = test.GetProperty("fails").GetBoolean();
        if (!result.IsValid)
        {
            if (fails) return Result.Same;
            string code = result.Errors[0].Code;
            refusals[code] = refusals.GetValueOrDefault(code) + 1;
            return Result.Refused;
        }

        object? value = CompiledExpression.Compile(result.Expression).Evaluate(new EvaluationContext(new SampleRecord()));
        if (fails && value is null) return Result.BlankForError;
        if (!fails && Same(value, result.Expression.Type, test.GetProperty("value"))) return Result.Same;
        string expected = fails ? "an error" : test.GetProperty("value").GetRawText();
        differences.Add($"| {test.GetProperty("suite").GetString()} | `{Cell(text)}` | {Cell(expected)} | {Cell(Shown(value, result.Expression.Type))} |");
        return Result.Different;
    }

    private static bool Same(object? value, ExpressionType type, JsonElement expected)
    {
        JsonProperty property = expected.EnumerateObject().First();
        JsonElement wanted = property.Value;
        return property.Name switch
        {
            "boolValue" => value is bool b && b == wanted.GetBoolean(),
            "int64Value" => value is long n && n.ToString(CultureInfo.InvariantCulture) == wanted.GetString(),
            "stringValue" => value is string s && s == wanted.GetString(),
            "nullValue" => value is null,
            "doubleValue" => value is ExactDecimal d && wanted.ValueKind == JsonValueKind.Number && (double)d.ToDecimal() == wanted.GetDouble(),
            "listValue" => value is IReadOnlyList<object?> list && SameList(list, type.Element!, wanted),
            "objectValue" => wanted.TryGetProperty("value", out JsonElement text) && text.ValueKind == JsonValueKind.String && Shown(value, type) == text.GetString(),
            _ => false,
        };
    }

    private static bool SameList(IReadOnlyList<object?> list, ExpressionType element, JsonElement wanted)
    {
        JsonElement[] items = wanted.TryGetProperty("values", out JsonElement values) ? [.. values.EnumerateArray()] : [];
        return items.Length == list.Count && items.Zip(list).All(pair => Same(pair.Second, element, pair.First));
    }

    private static string Shown(object? value, ExpressionType type) => (value, type.Kind) switch
    {
        (null, _) => "blank",
        (long n, ExpressionKind.Timestamp) => Moments.InstantText(n),
        (long n, ExpressionKind.Duration) => Moments.DurationText(n),
        (long n, ExpressionKind.Date) => Moments.DateText((int)n),
        (IReadOnlyList<object?> list, _) => "[" + string.Join(", ", list.Select(item => Shown(item, type.Element!))) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private string Report()
    {
        StringBuilder page = new();
        page.Append(
            """
            # Conformance to CEL

            Written by `ConformanceTests` from CEL's published conformance tests; tests that declare variables or types of their own, and the suites of protocol
            buffers, wrappers, enums, optional values and other extensions, are left out.

            | suite | same | blank for an error | refused | different |
            | --- | ---: | ---: | ---: | ---: |

            """);
        foreach ((string suite, int[] count) in counts) page.Append(CultureInfo.InvariantCulture, $"| {suite} | {count[0]} | {count[1]} | {count[2]} | {count[3]} |\n");
        int[] total = [.. Enumerable.Range(0, 4).Select(i => counts.Values.Sum(c => c[i]))];
        page.Append(CultureInfo.InvariantCulture, $"| together | {total[0]} | {total[1]} | {total[2]} | {total[3]} |\n\n");
        page.Append(
            """
            Why values and errors differ:

            - **Blank for an error.** CRM records are full of gaps, so what CEL calls an error (division by zero, overflow, a position out of range, no such
              conversion) is a blank in a formula, and blanks pass through operators.
            - **Refused.** Unsigned numbers, bytes, maps, messages, types as values, `dyn`, mixed comparisons and lists of mixed types: records have no use for them, and
              what a document means must be known when it is deployed. By code: 
            """.TrimEnd('\r', '\n'));
        page.AppendJoin(", ", refusals.Select(r => $"{r.Key} {r.Value}")).Append(".\n");
        page.Append(
            """
            - **Decimals, not binary fractions.** `double` is read as `decimal`: 20 digits after the point, magnitude below 10^18. There is no infinity, no NaN,
              and 0.1 + 0.2 is 0.3.
            - **Microseconds, not nanoseconds**, as in the database; durations are shorter than 285 years, instants lie between 0001-01-02 and 9999-12-30.
            - **Blanks in comparisons** give a blank; only the literal `null` asks whether there is a value.

            ## Every value that differs

            | suite | expression | CEL | here |
            | --- | --- | --- | --- |

            """);
        foreach (string line in differences) page.Append(line).Append('\n');
        return page.ToString();
    }

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("\t", " ", StringComparison.Ordinal);

    private static IEnumerable<JsonElement> Tests()
    {
        string folder = Path.Combine(Root(), "tests", "expression-oracle");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@bufbuild", "cel-spec"))) Run(folder, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        foreach (string line in Run(folder, "node", "cel.mjs").Split('\n', StringSplitOptions.RemoveEmptyEntries)) yield return JsonDocument.Parse(line).RootElement;
    }

    private static string Run(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {errors.Result}");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
