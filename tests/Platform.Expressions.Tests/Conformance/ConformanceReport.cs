using System.Globalization;
using System.Text;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Tests.Conformance;

/// <summary>Writes the pages about the conformance tests from what came of each.</summary>
internal sealed class ConformanceReport
{
    private const int Equal = 0, Blank = 1, Refusal = 2, Different = 3;
    private const int LongestShown = 160;

    /// <summary>Suites of parts of CEL that the platform does not have; some of their tests need nothing of them, and are run like the others.</summary>
    private static readonly Dictionary<string, string> Left = new()
    {
        ["bindings_ext"] = "`cel.bind`: a formula field is the name for a part of a formula",
        ["block_ext"] = "`cel.block`, which optimizers write",
        ["dynamic"] = "wrapped values of protocol buffers; values whose type is known when they are read",
        ["encoders_ext"] = "Base64: records have no bytes",
        ["enums"] = "enumerations of protocol buffers; choices of picklists are texts",
        ["fields"] = "maps and messages of protocol buffers; records take their place",
        ["macros2"] = "macros with an index beside the element",
        ["namespace"] = "names with packages; there are the variables of the place alone",
        ["optionals"] = "optional values; blanks take their place",
        ["proto2"] = "messages of protocol buffers",
        ["proto2_ext"] = "messages of protocol buffers",
        ["proto3"] = "messages of protocol buffers",
        ["type_deductions"] = "types that a checker finds for maps, messages, optional values and type parameters",
        ["wrappers"] = "wrapped values of protocol buffers",
    };

    private readonly SortedDictionary<string, int[]> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _refusals = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [], _blanks = [];

    /// <summary>The value, or an error, is CEL's.</summary>
    public void Same(string suite) => Count(suite, Equal);

    /// <summary>CEL has an error where the value is blank.</summary>
    public void BlankForError(string suite, string name, string text)
    {
        Count(suite, Blank);
        _blanks.Add($"| {suite} | {Cell(name)} | `{Cell(text)}` |");
    }

    /// <summary>The expression has no meaning here.</summary>
    public void Refuse(string suite, string name, string text, ExpressionDiagnostic error)
    {
        Count(suite, Refusal);
        _codes[error.Code] = _codes.GetValueOrDefault(error.Code) + 1;
        string reason = $"{error.Code}: {error.Message}";
        if (!_refusals.TryGetValue(reason, out List<string>? tests)) _refusals[reason] = tests = [];
        tests.Add($"| {suite} | {Cell(name)} | `{Cell(text)}` |");
    }

    /// <summary>The value is another.</summary>
    public void Differ(string suite, string name, string text, string expected, string value)
    {
        Count(suite, Different);
        _differences.Add($"| {suite} | {Cell(name)} | `{Cell(text)}` | {Cell(expected)} | {Cell(value)} |");
    }

    /// <summary>The page with counts, reasons, and values that differ.</summary>
    public string Summary()
    {
        StringBuilder page = new();
        page.Append(
            """
            # Conformance to CEL

            Written by `ConformanceTests` from CEL's published conformance tests: all of them, checked as every expression is before it is evaluated. Each test that does not give the same is listed: values that differ, and blanks for errors, below; refused expressions,
            by reason, in [a page of their own](cel-conformance-refused.md).

            | suite | same | blank for an error | refused | different |
            | --- | ---: | ---: | ---: | ---: |

            """);
        Rows(page, "together", suite => !Left.ContainsKey(suite));
        page.Append(
            """

            ## Suites of what the platform does not have

            | suite | same | blank for an error | refused | different | what it is about |
            | --- | ---: | ---: | ---: | ---: | --- |

            """);
        Rows(page, "together", Left.ContainsKey);
        page.Append(
            """

            ## Why values and errors differ

            - **Blank for an error.** CRM records are full of gaps, so what CEL calls an error (division by zero, overflow, a position out of range, no such
              conversion) is a blank in a formula, and blanks pass through operators.
            - **Refused.** Unsigned numbers, bytes, maps, messages, types as values, `dyn`, mixed comparisons and lists of mixed types: records have no use for them, and
              what a document means must be known when it is deployed. By code: 
            """.TrimEnd('\r', '\n'));
        page.AppendJoin(", ", _codes.Select(c => $"{c.Key} {c.Value}")).Append(".\n");
        page.Append(
            """
            - **Left out of the extensions**: `format` and `quote` (texts are put together by `+`, `join` and `string`), the forms of `replace`, `split` and `lastIndexOf` with a number, operations on bits, `math.isNaN`, `math.isInf` and `math.isFinite` (there are no such decimals).
            - **Decimals, not binary fractions.** `double` is read as `decimal`: 20 digits after the point, magnitude below 10^18. There is no infinity, no NaN,
              and 0.1 + 0.2 is 0.3.
            - **Microseconds, not nanoseconds**, as in the database; durations are shorter than 285 years, instants lie between 0001-01-02 and 9999-12-30.
            - **Blanks in comparisons** give a blank; only the literal `null` asks whether there is a value.

            ## Every value that differs

            | suite | test | expression | CEL | here |
            | --- | --- | --- | --- | --- |

            """);
        foreach (string line in _differences) page.Append(line).Append('\n');
        page.Append(
            """

            ## Every blank for an error

            | suite | test | expression |
            | --- | --- | --- |

            """);
        foreach (string line in _blanks) page.Append(line).Append('\n');
        return page.ToString();
    }

    /// <summary>The page with every refused test.</summary>
    public string Refused()
    {
        StringBuilder page = new();
        page.Append(
            """
            # Refused conformance tests of CEL

            Written by `ConformanceTests`: every test of [the suite](cel-conformance.md) that gives a value in CEL and is refused here, under the error that its author would read. Long expressions are cut.

            """);
        foreach ((string reason, List<string> tests) in _refusals)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Cell(reason)} ({tests.Count})\n\n| suite | test | expression |\n| --- | --- | --- |\n");
            foreach (string line in tests) page.Append(line).Append('\n');
        }

        return page.ToString();
    }

    private void Rows(StringBuilder page, string sum, Func<string, bool> isWanted)
    {
        int[] total = new int[4];
        foreach ((string suite, int[] count) in _counts.Where(c => isWanted(c.Key)))
        {
            for (int i = 0; i < total.Length; i++) total[i] += count[i];
            Row(page, suite, count, Left.GetValueOrDefault(suite));
        }

        Row(page, sum, total, Left.Keys.Any(isWanted) ? "" : null);
    }

    private static void Row(StringBuilder page, string name, int[] count, string? about)
    {
        page.Append(CultureInfo.InvariantCulture, $"| {name} | {count[Equal]} | {count[Blank]} | {count[Refusal]} | {count[Different]} |");
        if (about is not null) page.Append(' ').Append(about).Append(" |");
        page.Append('\n');
    }

    private void Count(string suite, int outcome)
    {
        _counts.TryAdd(suite, new int[4]);
        _counts[suite][outcome]++;
    }

    private static string Cell(string text)
    {
        string line = string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));
        if (line.Length > LongestShown) line = line[..LongestShown].TrimEnd('\\') + " …";
        return line.Replace("|", "\\|", StringComparison.Ordinal);
    }
}
