using Platform.Expressions.Language;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Editing;

/// <summary>What names mean at the place of an <see cref="EditedText"/>: the scope, and the variables of the macros around the place.</summary>
internal sealed class EditedScope
{
    private static readonly HashSet<string> MacroNames = new(StringComparer.Ordinal) { "all", "exists", "exists_one", "existsOne", "filter", "map" };

    private readonly EditedText text;
    private readonly ExpressionScope scope;
    private readonly List<(string Name, ExpressionType Type)> locals = [];

    public EditedScope(EditedText text, ExpressionScope scope)
    {
        this.text = text;
        this.scope = scope;
        foreach (int open in Unclosed())
        {
            if (!IsMacro(open) || TypeBefore(open - 2) is not { Type.Element: { } element }) continue;
            locals.Add((text.Tokens[open + 1].Value, element));
        }
    }

    /// <summary>The variables of the macros around the place, outermost first.</summary>
    public IReadOnlyList<(string Name, ExpressionType Type)> Locals => locals;

    /// <summary>The operand that ends before a token, typed; null when there is none, or its type is not known.</summary>
    public TypedNode? TypeBefore(int end) =>
        text.OperandStart(end) is { } start ? TypeChecker.Infer(text.Between(start, end), scope, locals) : null;

    private List<int> Unclosed()
    {
        List<int> open = [];
        for (int i = 0; i < text.Before; i++)
        {
            if (text.Tokens[i].Kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket) open.Add(i);
            else if (text.Tokens[i].Kind is TokenKind.RightParenthesis or TokenKind.RightBracket && open.Count > 0) open.RemoveAt(open.Count - 1);
        }

        return open;
    }

    private bool IsMacro(int open) => text.Tokens[open].Kind == TokenKind.LeftParenthesis && text.KindAt(open - 1) == TokenKind.Identifier
        && MacroNames.Contains(text.Tokens[open - 1].Value) && text.KindAt(open - 2) == TokenKind.Dot
        && text.KindAt(open + 1) == TokenKind.Identifier && text.KindAt(open + 2) == TokenKind.Comma && open + 2 < text.Before;
}
