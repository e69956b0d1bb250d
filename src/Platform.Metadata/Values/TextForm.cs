using System.Text.RegularExpressions;
using Platform.Expressions.Patterns;

namespace Platform.Metadata.Values;

/// <summary>
/// The form that the values of a text field have. A pattern that expressions can read means what it means there, on the server and in forms alike; one that uses more of .NET's
/// syntax (word boundaries, Unicode classes) is asked by the server alone. Either engine takes time linear in the text.
/// </summary>
public sealed class TextForm
{
    private readonly Regex? _regex;

    private TextForm(TextPattern? shared, Regex? regex) => (Shared, _regex) = (shared, regex);

    /// <summary>The pattern of the whole value that the browser can ask too; null for one that it leaves to the server.</summary>
    public TextPattern? Shared { get; }

    /// <summary>The form of a pattern.</summary>
    /// <param name="pattern">A pattern that was found to be a regular expression without look-around, back references and atomic groups.</param>
    public static TextForm Of(string pattern)
    {
        const string IgnoresCase = "(?i)";
        (string flag, string rest) = pattern.StartsWith(IgnoresCase, StringComparison.Ordinal) ? (IgnoresCase, pattern[IgnoresCase.Length..]) : (string.Empty, pattern);
        return TextPattern.TryParse($"{flag}^(?:{rest})$", out TextPattern? shared, out _)
            ? new TextForm(shared, null)
            : new TextForm(null, new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    }

    /// <summary>True when the whole text has the form.</summary>
    public bool Matches(string text) => Shared?.IsMatch(text) ?? _regex!.IsMatch(text);
}
