namespace Platform.Runtime.AppTests;

/// <summary>How a test went.</summary>
/// <param name="File">Path of the file below the package's folder.</param>
/// <param name="Name">Name; the file's own when the file itself cannot be read.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Log">What it printed, a line each.</param>
internal sealed record TestResult(string File, string Name, TestOutcome Outcome, TimeSpan Duration, TestFailure? Failure, IReadOnlyList<string> Log);

/// <summary>How a test ended.</summary>
internal enum TestOutcome
{
    /// <summary>Everything that it claims holds.</summary>
    Passed,

    /// <summary>It does not hold, or did not come to an end.</summary>
    Failed,

    /// <summary>It was not run, by its author's wish.</summary>
    Skipped,
}

/// <summary>Why a test failed.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Frames">Places of the stack that lie in the package, the innermost first.</param>
/// <param name="Diff">Lines of what was expected (<c>-</c>) and what was found (<c>+</c>); null for none.</param>
internal sealed record TestFailure(string Message, IReadOnlyList<TestFrame> Frames, IReadOnlyList<string>? Diff = null);

/// <summary>A place in the package: path below its folder, line and column from 1.</summary>
internal sealed record TestFrame(string File, int Line, int Column);
