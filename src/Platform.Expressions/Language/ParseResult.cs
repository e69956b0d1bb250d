using System.Diagnostics.CodeAnalysis;
using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>What came of parsing: a tree, or the reason why there is none.</summary>
public sealed class ParseResult
{
    internal ParseResult(ExpressionNode root) => Root = root;

    internal ParseResult(ExpressionDiagnostic error) => Error = error;

    /// <summary>The tree, or null.</summary>
    public ExpressionNode? Root { get; }

    /// <summary>The first error, or null.</summary>
    public ExpressionDiagnostic? Error { get; }

    /// <summary>True when there is a tree.</summary>
    [MemberNotNullWhen(true, nameof(Root))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsParsed => Root is not null;
}
