using System.Globalization;
using Platform.Runtime.Configuration;

namespace Platform.Runtime.AppTests;

/// <summary>What <c>app test</c> was asked to do.</summary>
internal sealed record AppTestOptions
{
    internal const string Usage =
        """
        Usage: ./platform app test [FOLDER] [options]

        Runs the test files of a package (*.test.ts, *.test.js) against a host and a database of their own, which go with the run.
          --filter TEXT     tests whose name, or files whose path, contain the text
          --with FOLDER     a package that this one needs; those beside it are found by themselves
          --junit FILE      writes the results as JUnit XML, too
          --timeout SECONDS how long one test may take (30)
          --watch           runs again whenever a file changes
        Exit code: 0 all passed; 1 some failed, or there was nothing to run; 2 the command line is wrong.
        """;

    /// <summary>Folder of the package.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Part of the name of a test or of the path of a file; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Folders of packages that this one needs.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>Where the results go as JUnit XML; null for nowhere.</summary>
    public string? JUnit { get; init; }

    /// <summary>How long a test may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Run again when a file changes.</summary>
    public bool Watch { get; init; }

    /// <summary>Reads the words after <c>app test</c>.</summary>
    /// <exception cref="PlatformOptionsException">One is unknown, or lacks its value.</exception>
    public static AppTestOptions Read(IReadOnlyList<string> words)
    {
        AppTestOptions options = new();
        bool hasFolder = false;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            switch (word)
            {
                case "--watch":
                    options = options with { Watch = true };
                    break;
                case "--filter":
                    options = options with { Filter = Value(words, ref i) };
                    break;
                case "--with":
                    options = options with { With = [.. options.With, Value(words, ref i)] };
                    break;
                case "--junit":
                    options = options with { JUnit = Value(words, ref i) };
                    break;
                case "--timeout":
                    options = options with { Timeout = Seconds(Value(words, ref i)) };
                    break;
                case var _ when word.StartsWith('-') || hasFolder:
                    throw new PlatformOptionsException($"'{word}' is not understood.\n\n{Usage}");
                default:
                    options = options with { Folder = word };
                    hasFolder = true;
                    break;
            }
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> words, ref int at) =>
        at + 1 < words.Count ? words[++at] : throw new PlatformOptionsException($"{words[at]} needs a value.\n\n{Usage}");

    private static TimeSpan Seconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= 3_600
            ? TimeSpan.FromSeconds(seconds)
            : throw new PlatformOptionsException($"--timeout is a number of seconds from 1 to 3600, not '{text}'.");
}
