namespace Platform.Expressions.Patterns;

/// <summary>A part of a pattern: a closed union.</summary>
internal abstract record PatternNode
{
    /// <summary>One character of a set.</summary>
    public sealed record Set(CharacterSet Characters) : PatternNode;

    /// <summary>One part after another.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One of several.</summary>
    public sealed record Alternation(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary>A part several times; no greatest number when <paramref name="Most"/> is null.</summary>
    public sealed record Repeat(PatternNode Part, int Least, int? Most) : PatternNode;

    /// <summary>The start or end of the text.</summary>
    public sealed record Anchor(bool IsStart) : PatternNode;

    /// <summary>Number of states when repetitions are written out.</summary>
    public int States() => this switch
    {
        Set or Anchor => 1,
        Sequence s => s.Parts.Sum(p => p.States()),
        Alternation a => a.Branches.Sum(b => b.States() + 1),
        Repeat r => (r.Part.States() + 1) * Math.Max(r.Least + (r.Most is null ? 1 : 0), r.Most ?? 1),
        _ => 0,
    };
}
