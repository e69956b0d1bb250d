using System.Globalization;
using System.Text;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>
/// Reads one text literal: single, double or triple quotes, raw or with escapes (CEL language definition, "String and Bytes Values").
/// </summary>
internal sealed class TextLiteralReader(string text, int start, int quoteAt, bool raw)
{
    private readonly char quote = text[quoteAt];
    private int position = quoteAt;

    /// <summary>Reads the literal.</summary>
    /// <param name="end">Offset after the closing quote.</param>
    public Token Read(out int end)
    {
        bool triple = IsTripleQuote(position);
        int width = triple ? 3 : 1;
        position += width;
        StringBuilder value = new();
        while (true)
        {
            if (position >= text.Length || (!triple && text[position] is '\n' or '\r')) throw Unclosed();
            if (triple ? IsTripleQuote(position) : text[position] == quote) break;
            if (text[position] == '\\' && !raw) Escape(value);
            else value.Append(text[position++]);
        }

        end = position + width;
        return new Token(TokenKind.Text, new SourceRange(start, end - start), value.ToString());
    }

    private bool IsTripleQuote(int at) =>
        at + 2 < text.Length && text[at] == quote && text[at + 1] == quote && text[at + 2] == quote;

    private void Escape(StringBuilder value)
    {
        int escapeAt = position++;
        if (position >= text.Length) throw Unclosed();
        char c = text[position++];
        switch (c)
        {
            case 'a': value.Append('\a'); break;
            case 'b': value.Append('\b'); break;
            case 'f': value.Append('\f'); break;
            case 'n': value.Append('\n'); break;
            case 'r': value.Append('\r'); break;
            case 't': value.Append('\t'); break;
            case 'v': value.Append('\v'); break;
            case '\\' or '\'' or '"' or '`' or '?': value.Append(c); break;
            case 'x' or 'X': CodePoint(value, escapeAt, digits: 2, NumberStyles.AllowHexSpecifier); break;
            case 'u': CodePoint(value, escapeAt, digits: 4, NumberStyles.AllowHexSpecifier); break;
            case 'U': CodePoint(value, escapeAt, digits: 8, NumberStyles.AllowHexSpecifier); break;
            case >= '0' and <= '3': Octal(value, escapeAt); break;
            default: throw BadEscape(escapeAt, $"There is no escape '\\{c}'.");
        }
    }

    private void CodePoint(StringBuilder value, int escapeAt, int digits, NumberStyles style)
    {
        if (position + digits > text.Length || !int.TryParse(text.AsSpan(position, digits), style, CultureInfo.InvariantCulture, out int code))
            throw BadEscape(escapeAt, $"{digits} hexadecimal digits must follow.");
        position += digits;
        Append(value, escapeAt, code);
    }

    private void Octal(StringBuilder value, int escapeAt)
    {
        int code = 0;
        position--;
        for (int i = 0; i < 3; i++, position++)
        {
            if (position >= text.Length || text[position] is < '0' or > '7') throw BadEscape(escapeAt, "Three octal digits must follow.");
            code = (code * 8) + (text[position] - '0');
        }

        Append(value, escapeAt, code);
    }

    private void Append(StringBuilder value, int escapeAt, int code)
    {
        // The database cannot hold U+0000 in text, so no literal may make one either.
        if (code == 0 || !Rune.IsValid(code)) throw BadEscape(escapeAt, "The escape names no character that a text can hold.");
        value.Append(new Rune(code).ToString());
    }

    private ExpressionSyntaxException BadEscape(int escapeAt, Sentence message) =>
        ExpressionSyntaxException.At(ExpressionCodes.BadText, message, new SourceRange(escapeAt, Math.Max(2, position - escapeAt)));

    private ExpressionSyntaxException Unclosed() =>
        ExpressionSyntaxException.At(
            ExpressionCodes.BadText, "The text is not closed.", new SourceRange(start, Math.Min(position, text.Length) - start));
}
