using System.Net;
using System.Text;

namespace Platform.Metadata.Values.RichText;

/// <summary>
/// Sanitises HTML by writing it anew: the output holds nothing but allowed elements with allowed attributes, balanced, and escaped text, so that it
/// is safe however a browser reads it (decision 0006). One pass, linear in the input. Sanitising twice changes nothing.
/// </summary>
internal sealed class HtmlSanitizer
{
    private const int MaxDepth = 64;
    private readonly string _source;
    private readonly StringBuilder _output;
    private readonly List<string> _open = [];
    private int _at;

    private HtmlSanitizer(string source)
    {
        _source = source;
        _output = new StringBuilder(source.Length + 16);
    }

    /// <summary>The allowed part of the markup.</summary>
    public static string Sanitize(string markup) => new HtmlSanitizer(markup).Run();

    /// <summary>True when sanitised markup shows nothing: no text, no picture, no rule.</summary>
    public static bool IsBlank(string sanitized)
    {
        bool inTag = false;
        for (int i = 0; i < sanitized.Length; i++)
        {
            char c = sanitized[i];
            if (c == '<')
            {
                inTag = true;
                ReadOnlySpan<char> tag = sanitized.AsSpan(i);
                if (tag.StartsWith("<img") || tag.StartsWith("<hr")) return false;
            }
            else if (c == '>')
            {
                inTag = false;
            }
            else if (!inTag && !char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        return true;
    }

    private string Run()
    {
        while (_at < _source.Length)
        {
            int tag = _source.IndexOf('<', _at);
            if (tag < 0) tag = _source.Length;
            WriteText(_source[_at..tag]);
            _at = tag;
            if (_at < _source.Length) ReadMarkup();
        }

        CloseTo(0);
        return _output.ToString();
    }

    private void ReadMarkup()
    {
        char next = _at + 1 < _source.Length ? _source[_at + 1] : '\0';
        if (next is '!' or '?')
        {
            bool comment = _source.AsSpan(_at).StartsWith("<!--");
            SkipPast(comment ? "-->" : ">", comment ? 4 : 2);
        }
        else if (next == '/' && _at + 2 < _source.Length && char.IsAsciiLetter(_source[_at + 2]))
        {
            ReadEndTag();
        }
        else if (char.IsAsciiLetter(next))
        {
            ReadStartTag();
        }
        else
        {
            WriteText("<");
            _at++;
        }
    }

    private void ReadEndTag()
    {
        if (HtmlTag.Read(_source, _at + 2) is not { } tag)
        {
            _at = _source.Length;
            return;
        }

        _at = tag.End;
        int index = _open.LastIndexOf(tag.Name);
        if (index >= 0) CloseTo(index);
    }

    private void ReadStartTag()
    {
        if (HtmlTag.Read(_source, _at + 1) is not { } tag)
        {
            _at = _source.Length;
            return;
        }

        _at = tag.End;
        if (HtmlRules.DroppedWithContent.Contains(tag.Name))
        {
            SkipContent(tag.Name);
            return;
        }

        if (!HtmlRules.Elements.TryGetValue(tag.Name, out var attributes)) return;
        bool isVoid = HtmlRules.Void.Contains(tag.Name);
        CloseImplied(tag.Name);
        if (!isVoid && _open.Count >= MaxDepth) return;
        string written = HtmlRules.Attributes(tag, attributes);
        if (tag.Name == "img" && !written.Contains(" src=", StringComparison.Ordinal)) return;
        _output.Append('<').Append(tag.Name).Append(written).Append('>');
        if (!isVoid) _open.Add(tag.Name);
    }

    /// <summary>Ends the elements whose end tags HTML lets out before this start tag.</summary>
    private void CloseImplied(string name)
    {
        foreach ((string[] openings, string[] closes, string[] stops) in HtmlRules.ImpliedEnds)
        {
            if (!openings.Contains(name)) continue;
            for (int i = _open.Count - 1; i >= 0 && !stops.Contains(_open[i]); i--)
            {
                if (!closes.Contains(_open[i])) continue;
                CloseTo(i);
                break;
            }
        }
    }

    private void CloseTo(int depth)
    {
        while (_open.Count > depth)
        {
            _output.Append("</").Append(_open[^1]).Append('>');
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private void SkipContent(string name)
    {
        int end = _source.IndexOf("</" + name, _at, StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            _at = _source.Length;
            return;
        }

        _at = end;
        SkipPast(">", 2);
    }

    private void SkipPast(string end, int offset)
    {
        int from = Math.Min(_at + offset, _source.Length);
        int found = _source.IndexOf(end, from, StringComparison.Ordinal);
        _at = found < 0 ? _source.Length : found + end.Length;
    }

    private void WriteText(string text) => HtmlRules.AppendEscaped(_output, WebUtility.HtmlDecode(text), inAttribute: false);
}
