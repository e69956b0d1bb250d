using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Patterns;

/// <summary>Leaves the pattern parser at the first error; caught by <see cref="TextPattern"/> alone.</summary>
internal sealed class PatternException(Sentence sentence) : Exception(sentence.English)
{
    public Sentence Sentence { get; } = sentence;
}
