namespace Platform.Expressions.Diagnostics;

/// <summary>A stretch of an expression's text, in UTF-16 code units.</summary>
/// <param name="Start">Offset of the first unit, from 0.</param>
/// <param name="Length">Number of units; 0 for a place between two.</param>
public readonly record struct SourceRange(int Start, int Length)
{
    /// <summary>Offset after the last unit.</summary>
    public int End => Start + Length;

    /// <summary>The smallest range that covers both.</summary>
    public SourceRange To(SourceRange last) => new(Start, Math.Max(End, last.End) - Start);
}
