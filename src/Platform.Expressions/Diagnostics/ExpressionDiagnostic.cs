using Platform.Expressions.Language;

namespace Platform.Expressions.Diagnostics;

/// <summary>Why an expression is refused.</summary>
/// <param name="Code">Stable code of <see cref="ExpressionCodes"/>.</param>
/// <param name="Sentence">What is wrong, for the author; what was meant instead is not in it.</param>
/// <param name="Range">Where.</param>
public sealed record ExpressionDiagnostic(string Code, Sentence Sentence, SourceRange Range)
{
    /// <summary>In English, with the nearest name.</summary>
    public string Message => In("en");

    /// <summary>The nearest valid name, when one is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>In a language, with the nearest name.</summary>
    public string In(string language)
    {
        Sentence whole = Nearest is null ? Sentence : $"{Sentence} Did you mean '{Nearest}'?";
        return whole.In(language, ChineseSentences.Of);
    }

    /// <summary>Valid names or forms near to what was written, best first; may be empty.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>Line and column in <paramref name="text"/>, both from 1; columns count Unicode characters.</summary>
    public (int Line, int Column) Position(string text)
    {
        int line = 1, column = 1;
        int end = Math.Min(Range.Start, text.Length);
        for (int i = 0; i < end; i++)
        {
            if (text[i] == '\n') (line, column) = (line + 1, 1);
            else if (!char.IsLowSurrogate(text[i])) column++;
        }

        return (line, column);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Code} at {Range.Start}: {Message}";
}
