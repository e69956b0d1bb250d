using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Metadata.Values.RichText;

/// <summary>What rich text may hold.</summary>
internal static partial class HtmlRules
{
    /// <summary>Allowed elements with their allowed attributes.</summary>
    public static FrozenDictionary<string, string[]> Elements { get; } = new Dictionary<string, string[]>
    {
        ["p"] = [],
        ["div"] = [],
        ["span"] = [],
        ["br"] = [],
        ["hr"] = [],
        ["strong"] = [],
        ["b"] = [],
        ["em"] = [],
        ["i"] = [],
        ["u"] = [],
        ["s"] = [],
        ["del"] = [],
        ["ins"] = [],
        ["mark"] = [],
        ["sub"] = [],
        ["sup"] = [],
        ["small"] = [],
        ["h1"] = [],
        ["h2"] = [],
        ["h3"] = [],
        ["h4"] = [],
        ["h5"] = [],
        ["h6"] = [],
        ["ul"] = [],
        ["ol"] = [],
        ["li"] = [],
        ["blockquote"] = [],
        ["pre"] = [],
        ["code"] = [],
        ["table"] = [],
        ["thead"] = [],
        ["tbody"] = [],
        ["tfoot"] = [],
        ["tr"] = [],
        ["th"] = ["colspan", "rowspan"],
        ["td"] = ["colspan", "rowspan"],
        ["a"] = ["href", "title"],
        ["img"] = ["src", "alt", "width", "height"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Elements without content.</summary>
    public static FrozenSet<string> Void { get; } = FrozenSet.Create("br", "hr", "img");

    /// <summary>Elements that go with all they hold; of other unknown elements the content stays.</summary>
    public static FrozenSet<string> DroppedWithContent { get; } = FrozenSet.Create(
        "script", "style", "iframe", "object", "embed", "noscript", "noembed", "noframes", "template", "textarea", "title", "head", "xmp", "svg",
        "math", "select", "option", "button", "audio", "video", "canvas", "applet", "frameset", "plaintext");

    private static readonly string[] Blocks =
        ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "hr"];

    /// <summary>Start tags that end an open element, up to the nearest element that shields it.</summary>
    public static IReadOnlyList<(string[] Openings, string[] Closes, string[] Stops)> ImpliedEnds { get; } =
    [
        (Blocks, ["p"], ["td", "th", "li", "blockquote", "div"]),
        (["li"], ["li"], ["ul", "ol"]),
        (["td", "th"], ["td", "th"], ["tr", "table"]),
        (["tr"], ["tr"], ["table"]),
        (["thead", "tbody", "tfoot"], ["thead", "tbody", "tfoot"], ["table"]),
        (["a"], ["a"], []),
    ];

    /// <summary>The allowed attributes as text to stand after the element's name.</summary>
    public static string Attributes(HtmlTag tag, string[] allowed)
    {
        if (allowed.Length == 0) return string.Empty;
        StringBuilder text = new();
        foreach (string name in allowed)
        {
            (string Name, string Value) found = tag.Attributes.FirstOrDefault(a => a.Name == name);
            if (found.Name is null || !IsAllowed(name, found.Value)) continue;
            text.Append(' ').Append(name).Append("=\"");
            AppendEscaped(text, found.Value, inAttribute: true);
            text.Append('"');
        }

        if (tag.Name == "a" && text.Length > 0) text.Append(" rel=\"noopener noreferrer\"");
        return text.ToString();
    }

    /// <summary>Appends text so that it can be read as nothing but text.</summary>
    public static void AppendEscaped(StringBuilder output, string text, bool inAttribute)
    {
        foreach (char c in text)
        {
            switch (c)
            {
                case '&': output.Append("&amp;"); break;
                case '<': output.Append("&lt;"); break;
                case '>': output.Append("&gt;"); break;
                case '"' when inAttribute: output.Append("&quot;"); break;
                default: output.Append(c); break;
            }
        }
    }

    private static bool IsAllowed(string attribute, string value) => attribute switch
    {
        "href" => Link().IsMatch(value),
        "src" => OwnFile().IsMatch(value),
        "colspan" or "rowspan" or "width" or "height" => SmallNumber().IsMatch(value),
        _ => true,
    };

    // No white space or control character anywhere: browsers skip them inside "java\nscript:".
    [GeneratedRegex(@"\A(?:https?://|mailto:|tel:|/(?!/)|\#)[^\s\p{Cc}\\]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    // Pictures come from the platform's own files: a foreign address would tell its server who reads the record, and when.
    [GeneratedRegex(@"\A/files/[0-9a-fA-F-]{36}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OwnFile();

    [GeneratedRegex(@"\A[0-9]{1,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SmallNumber();
}
