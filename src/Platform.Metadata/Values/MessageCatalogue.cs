using System.Collections.Frozen;
using System.Text;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Values;

/// <summary>Messages by code, in every language that the platform speaks. A template names parameters in braces: <c>at most {max} characters</c>.</summary>
public sealed class MessageCatalogue
{
    private readonly FrozenDictionary<string, LocalizedText> _templates;

    /// <summary>A catalogue of the given entries.</summary>
    public MessageCatalogue(IEnumerable<(string Code, string English, string Chinese)> entries) =>
        _templates = entries.ToFrozenDictionary(
            e => e.Code,
            e => new LocalizedText([new LocalizedEntry("en", e.English), new LocalizedEntry("zh-CN", e.Chinese)]),
            StringComparer.Ordinal);

    /// <summary>The codes that have messages.</summary>
    public IReadOnlyCollection<string> Codes => _templates.Keys;

    /// <summary>True when the catalogue words the code.</summary>
    public bool Contains(string code) => _templates.ContainsKey(code);

    /// <summary>The message of a problem.</summary>
    /// <param name="problem">The problem; its code must be of this catalogue.</param>
    /// <param name="language">BCP 47 tag; English when the language is not spoken.</param>
    /// <exception cref="KeyNotFoundException">The code has no message.</exception>
    public string Text(ValueProblem problem, string language)
    {
        string template = _templates[problem.Code].In(language);
        if (!template.Contains('{', StringComparison.Ordinal)) return template;
        StringBuilder text = new();
        int at = 0;
        for (int open = template.IndexOf('{', at); open >= 0; open = template.IndexOf('{', at))
        {
            int close = template.IndexOf('}', open);
            ReadOnlySpan<char> name = template.AsSpan(open + 1, close - open - 1);
            text.Append(template, at, open - at);
            foreach (ProblemParameter parameter in problem.Parameters)
            {
                if (name.SequenceEqual(parameter.Name)) text.Append(parameter.Text);
            }

            at = close + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }
}
