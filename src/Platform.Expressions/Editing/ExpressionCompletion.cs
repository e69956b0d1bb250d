using Platform.Expressions.Catalogue;
using Platform.Expressions.Diagnostics;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Editing;

/// <summary>Says what can be written at a place of an expression, finished or not. Never fails: where it knows nothing it offers nothing.</summary>
public static class ExpressionCompletion
{
    private static readonly (string Name, bool MakesValues)[] Macros = [("exists", false), ("all", false), ("exists_one", false), ("filter", false), ("map", true)];

    /// <summary>What can be written.</summary>
    /// <param name="text">The expression as far as it is written.</param>
    /// <param name="position">The caret, in UTF-16 code units from the start; what lies outside counts as the nearer end.</param>
    /// <param name="scope">What the expression may use.</param>
    public static CompletionList At(string text, int position, ExpressionScope scope)
    {
        EditedText edited = EditedText.At(text, position);
        if (text.Length > ExpressionLimits.Default.MaxLength || edited.IsInComment) return new CompletionList(edited.Word, []);
        EditedScope around = new(edited, scope);
        if (edited.Literal.Kind == TokenKind.Text) return InLiteral(edited, around, scope);
        TokenKind before = edited.KindAt(edited.Before - 1);
        if (before == TokenKind.Dot) return new CompletionList(edited.Word, [.. AfterDot(edited, around, scope)]);
        // After a whole operand an operator has to follow.
        return new CompletionList(edited.Word, EditedText.EndsOperand(before) ? [] : [.. AtStart(edited, around, scope)]);
    }

    private static CompletionList InLiteral(EditedText edited, EditedScope around, ExpressionScope scope)
    {
        SourceRange literal = edited.Literal.Range;
        bool open = edited.IsOpen(edited.Literal);
        SourceRange inside = new(literal.Start + 1, Math.Max(0, literal.Length - (open ? 1 : 2)));
        string close = open ? edited.Text[literal.Start].ToString() : string.Empty;
        // A raw or triple-quoted literal is written by somebody who knows what goes in.
        bool plain = edited.Text[literal.Start] is '"' or '\'';
        return new CompletionList(inside, plain ? [.. Choices(Compared(edited, around), value => value + close), .. Calendars(edited, scope, name => name + close)] : []);
    }

    private static IEnumerable<Completion> AtStart(EditedText edited, EditedScope around, ExpressionScope scope)
    {
        foreach (Completion choice in Choices(Compared(edited, around), value => $"\"{value}\"")) yield return choice;
        foreach (Completion calendar in Calendars(edited, scope, name => $"\"{name}\"")) yield return calendar;
        foreach ((string name, ExpressionType type) in around.Locals.Reverse()) yield return Variable(name, type);
        foreach ((string name, ExpressionType type) in scope.Variables) yield return Variable(name, type);
        foreach (ExpressionMember member in scope.Objects.Members(scope.RecordObject)) yield return Of(member, $"{ExpressionScope.Record}.{member.Name}");
        yield return new Completion("has", CompletionKind.Function, "has()") { Caret = 4, Type = ExpressionType.Bool };
        foreach (Completion function in Functions(scope, static o => o.Style is CallStyle.Global or CallStyle.Both)) yield return function;
        foreach (string word in (string[])["true", "false", "null"]) yield return new Completion(word, CompletionKind.Keyword, word);
    }

    private static IEnumerable<Completion> AfterDot(EditedText edited, EditedScope around, ExpressionScope scope)
    {
        int dot = edited.Before - 1;
        if (IsMath(edited, around, dot)) return Functions(scope, static o => o.Name.StartsWith("math.", StringComparison.Ordinal), "math.".Length);
        if (around.TypeBefore(dot) is not { } target) return [];
        if (target is TypedMember { Member.Parts: { Count: > 0 } parts }) return parts.Select(m => Of(m, m.Part!));
        if (target.Type.Kind == ExpressionKind.Reference) return scope.Objects.Members(target.Type.ObjectName!).Select(m => Of(m, m.Name));
        IEnumerable<Completion> functions = Functions(scope, o => o.Style is CallStyle.Member or CallStyle.Both && Takes(o.Parameters[0], target.Type));
        return target.Type.Element is { } element ? MacrosOver(element, around).Concat(functions) : functions;
    }

    private static bool IsMath(EditedText edited, EditedScope around, int dot) =>
        edited.KindAt(dot - 1) == TokenKind.Identifier && edited.Tokens[dot - 1].Value == "math" && edited.KindAt(dot - 2) != TokenKind.Dot
        && around.Locals.All(l => l.Name != "math");

    private static IEnumerable<Completion> MacrosOver(ExpressionType element, EditedScope around)
    {
        string preferred = element.ObjectName is { Length: > 0 } name ? char.ToLowerInvariant(name[0]).ToString() : "x";
        string variable = around.Locals.All(l => l.Name != preferred) ? preferred : preferred + (around.Locals.Count + 1);
        foreach ((string macro, bool makesValues) in Macros)
        {
            string insert = $"{macro}({variable}, )";
            yield return new Completion(macro, CompletionKind.Macro, insert)
            {
                Caret = insert.Length - 1,
                Type = makesValues ? null : macro == "filter" ? ExpressionType.List(element) : ExpressionType.Bool,
            };
        }
    }

    private static IEnumerable<Completion> Functions(ExpressionScope scope, Func<Overload, bool> fits, int skipped = 0)
    {
        foreach (IGrouping<string, Overload> named in Overloads.All.Where(o => o.Style != CallStyle.Operator && fits(o) && IsHere(o, scope)).GroupBy(o => o.Name))
        {
            Overload first = named.First();
            bool takes = named.Any(o => o.Parameters.Count > (o.Style is CallStyle.Member or CallStyle.Both ? 1 : 0)) || first.Style == CallStyle.Both;
            string insert = named.Key[skipped..] + "()";
            ExpressionType? result = named.All(o => o.Result == first.Result) && first.Result.Kind != ExpressionKind.Any ? first.Result : null;
            yield return new Completion(named.Key[skipped..], CompletionKind.Function, insert) { Caret = insert.Length - (takes ? 1 : 0), Type = result, Overload = first };
        }
    }

    internal static bool IsHere(Overload overload, ExpressionScope scope) =>
        (!overload.NeedsOld || scope.HasOld) && (!overload.NeedsUser || scope.UserObject is not null) && (!overload.NeedsClock || scope.HasClock);

    private static bool Takes(ExpressionType parameter, ExpressionType given) => parameter == given || parameter.Kind == ExpressionKind.Any
        || (parameter.Element?.Kind == ExpressionKind.Any && given.Kind == ExpressionKind.List && !given.IsRecordList)
        || (parameter.Element?.Kind == ExpressionKind.Any && given.IsRecordList)
        || (parameter.Kind == ExpressionKind.Decimal && given.Kind == ExpressionKind.Int);

    /// <summary>The field that the value at the place is compared with: <c>record.stage == …</c>, <c>record.stage in ["a", …]</c>.</summary>
    private static ExpressionMember? Compared(EditedText edited, EditedScope around)
    {
        int at = edited.Before - 1;
        if (edited.KindAt(at) is TokenKind.LeftBracket or TokenKind.Comma)
        {
            while (edited.KindAt(at) is TokenKind.Text or TokenKind.Comma) at--;
            if (edited.KindAt(at) != TokenKind.LeftBracket || edited.KindAt(at - 1) != TokenKind.In) return null;
            at--;
        }
        else if (edited.KindAt(at) is not (TokenKind.Equal or TokenKind.NotEqual))
        {
            return null;
        }

        return (around.TypeBefore(at) as TypedMember)?.Member;
    }

    private static IEnumerable<Completion> Choices(ExpressionMember? member, Func<string, string> insert) =>
        member is null ? [] : member.Choices.Select(value => new Completion(value, CompletionKind.Choice, insert(value)) { Type = ExpressionType.Text, Member = member });

    /// <summary>The business calendars, where a function takes the name of one.</summary>
    private static IEnumerable<Completion> Calendars(EditedText edited, ExpressionScope scope, Func<string, string> insert) =>
        edited.Argument() is { } argument && Overloads.Named(argument.Function).Any(o => o.Literal == LiteralRule.Calendar && o.Parameters.Count == argument.Index + 1 && o.Parameters[^1] == ExpressionType.Text)
            ? scope.Objects.Calendars.Select(name => new Completion(name, CompletionKind.Choice, insert(name)) { Type = ExpressionType.Text })
            : [];

    private static Completion Variable(string name, ExpressionType type) => new(name, CompletionKind.Variable, name) { Type = type };

    private static Completion Of(ExpressionMember member, string insert) =>
        new(member.Part ?? member.Name, member.Type.IsRecordList ? CompletionKind.Relation : CompletionKind.Field, insert) { Type = member.Type, Member = member };
}
