using System.Globalization;

namespace Platform.Runtime.AppTests;

/// <summary>Results as the terminal has them; places are written as editors follow them.</summary>
/// <param name="output">Where they go.</param>
/// <param name="folder">The package's folder as it was given.</param>
internal sealed class AppTestReport(TextWriter output, string folder)
{
    /// <summary>The results of a file.</summary>
    public void File(string file, IReadOnlyList<TestResult> results)
    {
        output.WriteLine(Shown(file));
        foreach (TestResult result in results)
        {
            string mark = result.Outcome switch
            {
                TestOutcome.Passed => "✓",
                TestOutcome.Failed => "✗",
                _ => "-",
            };
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {mark} {result.Name} ({result.Duration.TotalMilliseconds:0} ms)"));
            if (result.Outcome != TestOutcome.Failed) continue;
            foreach (string line in Lines(result)) output.WriteLine("      " + line);
        }
    }

    /// <summary>The closing line.</summary>
    public void End(IReadOnlyList<TestResult> results, TimeSpan duration)
    {
        string counts = string.Join(", ", Enum.GetValues<TestOutcome>().Select(o => $"{results.Count(r => r.Outcome == o)} {o.ToString().ToLowerInvariant()}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts} ({duration.TotalSeconds:0.0} s)"));
    }

    /// <summary>What there is to say of a failed test: message, differences, places, log.</summary>
    public IEnumerable<string> Lines(TestResult result)
    {
        foreach (string line in result.Failure!.Message.Split('\n')) yield return line;
        if (result.Failure.Diff is { } diff)
        {
            yield return "- expected";
            yield return "+ found";
            foreach (string line in diff) yield return "  " + line;
        }

        foreach (TestFrame frame in result.Failure.Frames) yield return string.Create(CultureInfo.InvariantCulture, $"at {Shown(frame.File)}:{frame.Line}:{frame.Column}");
        foreach (string line in result.Log) yield return "> " + line;
    }

    private string Shown(string file) => folder is "." ? file : $"{folder.TrimEnd('/')}/{file}";
}
