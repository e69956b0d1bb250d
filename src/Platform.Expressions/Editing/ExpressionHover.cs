using Platform.Expressions.Catalogue;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Editing;

/// <summary>Explains the name at a place of an expression, finished or not.</summary>
public static class ExpressionHover
{
    /// <summary>What the name means, or null when there is none or it means nothing here.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="position">The place, in UTF-16 code units from the start.</param>
    /// <param name="scope">What the expression may use.</param>
    public static Hover? At(string text, int position, ExpressionScope scope)
    {
        EditedText edited = EditedText.At(text, position);
        if (edited.Word.Length == 0 || edited.IsInComment || edited.Literal.Kind == TokenKind.Text) return null;
        int at = edited.Before;
        if (edited.KindAt(at) != TokenKind.Identifier) return null;
        Hover hover = new(edited.Word, edited.Tokens[at].Value);
        EditedScope around = new(edited, scope);
        bool isCalled = edited.KindAt(at + 1) == TokenKind.LeftParenthesis;
        if (edited.KindAt(at - 1) == TokenKind.Dot) return isCalled ? Method(hover, edited, around, at) : Member(hover, around, scope, at);
        if (isCalled) return Function(hover, hover.Name, static style => style is CallStyle.Global or CallStyle.Both);
        (string Name, ExpressionType Type) variable = around.Locals.Reverse().Concat(scope.Variables).FirstOrDefault(v => v.Name == hover.Name);
        return variable.Type is null ? null : hover with { Type = variable.Type };
    }

    private static Hover? Member(Hover hover, EditedScope around, ExpressionScope scope, int at)
    {
        TypedNode? target = around.TypeBefore(at - 1);
        if (target is TypedMember { Member.Parts: { Count: > 0 } parts })
            return parts.FirstOrDefault(p => p.Part == hover.Name) is { } part ? hover with { Type = part.Type, Member = part } : null;
        if (target?.Type is not { Kind: ExpressionKind.Reference, ObjectName: { } owner }) return null;
        return scope.Objects.Member(owner, hover.Name) is { } member ? hover with { Type = member.Type, Member = member } : null;
    }

    private static Hover? Method(Hover hover, EditedText edited, EditedScope around, int at)
    {
        bool isMath = edited.KindAt(at - 2) == TokenKind.Identifier && edited.Tokens[at - 2].Value == "math" && around.Locals.All(l => l.Name != "math");
        return isMath
            ? Function(hover, "math." + hover.Name, static _ => true)
            : Function(hover, hover.Name, static style => style is CallStyle.Member or CallStyle.Both);
    }

    private static Hover? Function(Hover hover, string name, Func<CallStyle, bool> fits)
    {
        Overload[] found = [.. Overloads.Named(name).Where(o => fits(o.Style))];
        return found.Length == 0 ? null : hover with { Overloads = found };
    }
}
