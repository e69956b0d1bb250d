using System.Collections.Frozen;
using ExpressionSentences = Platform.Expressions.Diagnostics.ChineseSentences;

namespace Platform.Metadata.Diagnostics;

/// <summary>
/// What is said about documents, in Simplified Chinese, by the forms of the English sentences (<see cref="Platform.Expressions.Diagnostics.Sentence.Form"/>). A sentence without a Chinese form is told
/// in English; a test says which those are.
/// </summary>
internal static partial class ChineseSentences
{
    private static readonly FrozenDictionary<string, string> ByForm = new[] { Processes, Objects, Integrations, Reading }
        .SelectMany(ExpressionSentences.Pairs).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every form with its Chinese one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All => ByForm;

    /// <summary>The Chinese form of an English one; null when there is none.</summary>
    public static string? Of(string form) => ByForm.GetValueOrDefault(form) ?? ExpressionSentences.Of(form);
}
