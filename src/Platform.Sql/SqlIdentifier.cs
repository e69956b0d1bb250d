using System.Text;

namespace Platform.Sql;

/// <summary>Quoting of names. Every name in a statement passes here, so that no name can be read as anything but a name.</summary>
public static class SqlIdentifier
{
    /// <summary>The longest name that PostgreSQL keeps whole, in bytes of UTF-8.</summary>
    public const int MaxBytes = 63;

    /// <summary>The name in double quotes, inner quotes doubled.</summary>
    /// <exception cref="ArgumentException">The name is empty, has a NUL, or is longer than <see cref="MaxBytes"/> (PostgreSQL would cut it silently).</exception>
    public static string Quote(string name)
    {
        StringBuilder text = new(name.Length + 2);
        AppendQuoted(text, name);
        return text.ToString();
    }

    internal static void AppendQuoted(StringBuilder text, string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            throw new ArgumentException("A name has 1 to 63 bytes and no NUL.", nameof(name));
        }

        text.Append('"');
        foreach (char c in name)
        {
            if (c == '"') text.Append('"');
            text.Append(c);
        }

        text.Append('"');
    }

    internal static void AppendLiteral(StringBuilder text, string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("A text literal has no NUL.", nameof(value));

        // With standard_conforming_strings (the default since 9.1) a backslash in '…' is itself.
        text.Append('\'');
        foreach (char c in value)
        {
            if (c == '\'') text.Append('\'');
            text.Append(c);
        }

        text.Append('\'');
    }
}
