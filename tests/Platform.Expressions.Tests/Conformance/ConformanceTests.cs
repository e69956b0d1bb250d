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
/// CEL's published conformance tests (npm @bufbuild/cel-spec, tests/expression-oracle/cel.mjs), every one of them. What came of each is counted in docs/cel-conformance.md, where every value that differs is
/// listed; docs/cel-conformance-refused.md lists the tests that are refused, by reason. PLATFORM_UPDATE_GOLDEN=1 writes both pages anew.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly ExpressionLimits Wide = new() { MaxLength = 100_000, MaxDepth = 200 };

    private readonly ConformanceReport report = new();

    [Fact]
    public void The_report_tells_what_the_conformance_tests_give()
    {
        foreach (JsonElement test in Tests()) Run(test);
        AssertPage("cel-conformance.md", report.Summary());
        AssertPage("cel-conformance-refused.md", report.Refused());
    }

    private static void AssertPage(string name, string text)
    {
        string page = Path.Combine(Root(), "docs", name);
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") File.WriteAllText(page, text);
        Assert.Equal(File.ReadAllText(page), text);
    }

    private void Run(JsonElement test)
    {
        string suite = test.GetProperty("suite").GetString()!, written = test.GetProperty("expr").GetString()!;
        string name = $"{test.GetProperty("section").GetString()}/{test.GetProperty("name").GetString()}";
        CheckResult result = TypeChecker.Check(WithVariables(test, written), new ExpressionScope(new SampleObjects(), "Order"), limits: Wide);
        bool fails = test.GetProperty("fails").GetBoolean();
        if (!result.IsValid)
        {
            if (fails) report.Same(suite);
            else report.Refuse(suite, name, written, result.Errors[0]);
            return;
        }

        object? value = CompiledExpression.Compile(result.Expression).Evaluate(new EvaluationContext(new SampleRecord()));
        if (fails && value is null) report.BlankForError(suite, name, written);
        else if (!fails && Same(value, result.Expression.Type, test.GetProperty("value"))) report.Same(suite);
        else report.Differ(suite, name, written, fails ? "an error" : test.GetProperty("value").GetRawText(), Shown(value, result.Expression.Type));
    }

    /// <summary>An expression has no variables of its own here but those of macros: each that a test binds becomes the one element of a list that is mapped.</summary>
    private static string WithVariables(JsonElement test, string text)
    {
        foreach (JsonElement variable in test.GetProperty("variables").EnumerateArray())
        {
            if (variable.GetProperty("value").GetString() is { } value) text = $"[{value}].map({variable.GetProperty("name").GetString()}, {text})[0]";
        }

        return text;
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
