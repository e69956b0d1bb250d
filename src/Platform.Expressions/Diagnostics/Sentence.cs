using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Platform.Expressions.Diagnostics;

/// <summary>
/// A sentence about what is wrong, written in English where it is found. It keeps what is fixed apart from the values within, so that other languages can say it: they find their own form by the
/// English one, as <c>gettext</c> does.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence : IEquatable<Sentence>
{
    private readonly StringBuilder _form;
    private readonly List<object> _values = [];
    private readonly string? _chinese;

    /// <summary>Begins a sentence; the compiler calls it for an interpolated string.</summary>
    /// <param name="literalLength">Characters of the fixed parts.</param>
    /// <param name="formattedCount">Number of values.</param>
    public Sentence(int literalLength, int formattedCount) => _form = new StringBuilder(literalLength + (4 * formattedCount));

    /// <summary>A sentence that is at hand in both languages.</summary>
    /// <param name="english">In English.</param>
    /// <param name="chinese">In Simplified Chinese.</param>
    public Sentence(string english, string chinese)
        : this(english.Length, 0)
    {
        AppendLiteral(english);
        _chinese = chinese;
    }

    /// <summary>The English sentence with <c>{0}</c>, <c>{1}</c> … in place of its values; braces of its own are doubled.</summary>
    public string Form => _form.ToString();

    /// <summary>In English.</summary>
    public string English => In("en", static _ => null);

    /// <summary>A sentence without values.</summary>
    public static implicit operator Sentence(string text)
    {
        Sentence sentence = new(text.Length, 0);
        sentence.AppendLiteral(text);
        return sentence;
    }

    /// <summary>Appends a fixed part.</summary>
    public void AppendLiteral(string value) => _form.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Appends a value.</summary>
    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    /// <summary>Appends a value in a format.</summary>
    public void AppendFormatted<T>(T value, string? format)
    {
        _form.Append('{').Append(_values.Count.ToString(CultureInfo.InvariantCulture)).Append('}');
        _values.Add(value switch
        {
            Sentence inner => inner,
            IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? string.Empty,
        });
    }

    /// <summary>The sentence in a language: Simplified Chinese for <c>zh</c> and what begins with it, else English.</summary>
    /// <param name="language">The language.</param>
    /// <param name="chinese">The Chinese form of an English one; null when there is none. Words among the values are looked up as well.</param>
    public string In(string language, Func<string, string?> chinese)
    {
        bool isChinese = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        if (isChinese && _chinese is not null) return _chinese;
        string form = (isChinese ? chinese(Form) : null) ?? Form;
        object[] values = [.. _values.Select(v => v is Sentence inner ? inner.In(language, chinese) : isChinese ? chinese((string)v) ?? v : v)];
        return string.Format(CultureInfo.InvariantCulture, form, values);
    }

    /// <inheritdoc/>
    public bool Equals(Sentence? other) => other is not null && English == other.English;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Sentence);

    /// <inheritdoc/>
    public override int GetHashCode() => English.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => English;
}
