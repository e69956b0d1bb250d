using System.Text;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Computation;

/// <summary>A text in which expressions in braces stand for their values: <c>Call {record.name}</c>. A brace that is doubled is a brace.</summary>
public sealed class TextTemplate
{
    private readonly List<(string Text, bool IsExpression)> _parts = [];

    private TextTemplate()
    {
    }

    /// <summary>The expressions, each once, in order.</summary>
    public IEnumerable<string> Expressions => _parts.Where(p => p.IsExpression).Select(p => p.Text).Distinct();

    /// <summary>Reads a template; null when braces do not match, or have nothing in them.</summary>
    public static TextTemplate? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextTemplate template = new();
        StringBuilder plain = new();
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c is '{' or '}' && at + 1 < text.Length && text[at + 1] == c)
            {
                plain.Append(c);
                at++;
            }
            else if (c == '{')
            {
                int end = End(text, at + 1);
                if (end < 0) return null;
                string expression = text[(at + 1)..end].Trim();
                if (expression.Length == 0) return null;
                template.Add(plain);
                template._parts.Add((expression, true));
                at = end;
            }
            else if (c == '}')
            {
                return null;
            }
            else
            {
                plain.Append(c);
            }
        }

        template.Add(plain);
        return template;
    }

    /// <summary>A text as a template of itself.</summary>
    public static LocalizedText Plain(LocalizedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        static string Doubled(string plain) => plain.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        return new LocalizedText(text.Texts.Select(t => t with { Text = Doubled(t.Text) }).ToEquatableArray());
    }

    /// <summary>The text with the values of its expressions.</summary>
    /// <param name="value">The value of an expression, by its text; null for a blank.</param>
    public string Render(Func<string, string?> value) => string.Concat(_parts.Select(p => p.IsExpression ? value(p.Text) : p.Text));

    // A brace within a text of the expression is no end of it.
    private static int End(string text, int from)
    {
        char? quote = null;
        for (int at = from; at < text.Length; at++)
        {
            char c = text[at];
            if (quote is not null)
            {
                if (c == '\\') at++;
                else if (c == quote) quote = null;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '{')
            {
                return -1;
            }
            else if (c == '}')
            {
                return at;
            }
        }

        return -1;
    }

    private void Add(StringBuilder plain)
    {
        if (plain.Length > 0) _parts.Add((plain.ToString(), false));
        plain.Clear();
    }
}
