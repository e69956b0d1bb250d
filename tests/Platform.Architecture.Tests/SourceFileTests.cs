using System.Text.RegularExpressions;
using Xunit;

namespace Platform.Architecture.Tests;

/// <summary>What every source file keeps to.</summary>
public sealed partial class SourceFileTests
{
    private const int MostLines = 500;
    private static readonly string[] Folders = ["src", "tests", "bench", "web/src"];

    /// <summary>Names that say nothing about what is inside.</summary>
    private static readonly string[] EmptyNames = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Misc", "Manager", "Managers"];

    [Fact]
    public void No_source_file_is_longer_than_500_lines()
    {
        IEnumerable<string> tooLong =
            from folder in Folders
            from file in Repository.Files(folder, ".cs", ".ts", ".tsx", ".mjs")
            let lines = File.ReadLines(file).Count()
            where lines > MostLines && !IsGenerated(file)
            select $"{Repository.Relative(file)}: {lines} lines";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_namespace_is_the_folder_that_the_file_lies_in()
    {
        IEnumerable<string> elsewhere =
            from file in Repository.Files("src", ".cs")
            let declared = Namespace().Match(File.ReadAllText(file))
            where declared.Success
            let expected = Path.GetDirectoryName(Repository.Relative(file))!["src/".Length..].Replace('/', '.')
            where declared.Groups[1].Value != expected
            select $"{Repository.Relative(file)}: {declared.Groups[1].Value}";
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void No_file_or_folder_of_the_source_has_a_name_that_says_nothing()
    {
        IEnumerable<string> named =
            from folder in Folders
            from file in Repository.Files(folder, ".cs", ".ts", ".tsx")
            from part in Repository.Relative(file).Split('/')
            let name = Path.GetFileNameWithoutExtension(part)
            where EmptyNames.Any(empty => string.Equals(name, empty, StringComparison.OrdinalIgnoreCase))
                || name.EndsWith("Helper", StringComparison.Ordinal)
                || name.EndsWith("Utils", StringComparison.Ordinal)
            select Repository.Relative(file);
        Assert.Empty(named);
    }

    [Fact]
    public void Nothing_is_left_to_do_in_the_source()
    {
        IEnumerable<string> marked =
            from folder in Folders
            from file in Repository.Files(folder, ".cs", ".ts", ".tsx")
            where Path.GetFileName(file) != nameof(SourceFileTests) + ".cs"
            from line in File.ReadLines(file)
            where LeftToDo().IsMatch(line)
            select $"{Repository.Relative(file)}: {line.Trim()}";
        Assert.Empty(marked);
    }

    private static bool IsGenerated(string file) => File.ReadLines(file).FirstOrDefault()?.Contains("generated", StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedException")]
    private static partial Regex LeftToDo();
}
