using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Patterns;

/// <summary>
/// A pattern that texts are searched for: the same in memory (an engine of linear time), in PostgreSQL and in the browser, because each gets
/// it written out in its own terms, character by character.
/// </summary>
public sealed class TextPattern
{
    private readonly PatternNode root;
    private readonly Lazy<Regex> regex;

    private TextPattern(string text, PatternNode root)
    {
        Text = text;
        this.root = root;
        regex = new Lazy<Regex>(() => new Regex(PatternWriter.DotNet(root), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    }

    /// <summary>Longest pattern, in UTF-16 code units.</summary>
    public const int MaxLength = 1_000;

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The same as an advanced regular expression of PostgreSQL.</summary>
    public string PostgreSql => PatternWriter.PostgreSql(root);

    /// <summary>The same as the program of a machine (<see cref="PatternInstruction"/>).</summary>
    public IReadOnlyList<PatternInstruction> Program => PatternCompiler.Compile(root);

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern, when it can be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TextPattern? pattern, [NotNullWhen(false)] out Sentence? error)
    {
        (pattern, error) = (null, null);
        if (text.Length > MaxLength)
        {
            error = $"The pattern has more than {MaxLength} characters.";
            return false;
        }

        try
        {
            pattern = new TextPattern(text, PatternParser.Parse(text));
            return true;
        }
        catch (PatternException refused)
        {
            error = refused.Sentence;
            return false;
        }
    }

    /// <summary>True when some part of the text has the form. Takes time linear in its length.</summary>
    public bool IsMatch(string text) => regex.Value.IsMatch(text);
}
