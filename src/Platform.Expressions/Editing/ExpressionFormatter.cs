using System.Text;
using Platform.Expressions.Language;

namespace Platform.Expressions.Editing;

/// <summary>
/// Lays an expression out for reading: in one line where it fits, else broken at the operators and arguments that hold it together. Formatting
/// again changes nothing, the meaning stays, and comments are kept, each on a line of its own above what follows it.
/// </summary>
public sealed class ExpressionFormatter
{
    /// <summary>Characters in a line where there is a choice.</summary>
    public const int Width = 80;

    private const int Step = 2, MostMoves = 4;

    private readonly StringBuilder text = new();
    private readonly Queue<(int Position, string Text)> comments;
    private int lineStart;

    private ExpressionFormatter(IEnumerable<(int, string)> comments) => this.comments = new(comments);

    /// <summary>The expression laid out, or null when it cannot be parsed. One that would grow over the limit stays as it is.</summary>
    public static string? Format(string text)
    {
        ParseResult parsed = ExpressionParser.Parse(text);
        if (!parsed.IsParsed) return null;
        string formatted = LaidOut(text, parsed.Root);
        // A comment that moved up to the beginning of its line no longer keeps that line broken.
        for (int moves = 0; moves < MostMoves && formatted.Contains("//", StringComparison.Ordinal); moves++)
        {
            // Blanks can make it longer than an expression may be.
            if (ExpressionParser.Parse(formatted).Root is not { } root || LaidOut(formatted, root) is var again && again == formatted) break;
            formatted = again;
        }

        return formatted.Length > ExpressionLimits.Default.MaxLength ? text : formatted;
    }

    private static string LaidOut(string text, ExpressionNode root)
    {
        ExpressionFormatter formatter = new(CommentsOf(text));
        formatter.Line(string.Empty, root, ExpressionPrinter.ConditionalLevel, 0);
        while (formatter.comments.TryDequeue(out (int, string Text) rest)) formatter.text.Append('\n').Append(rest.Text);
        return formatter.text.ToString();
    }

    private static IEnumerable<(int, string)> CommentsOf(string text)
    {
        int from = 0;
        foreach (Token token in EditedText.At(text, 0).Tokens)
        {
            foreach ((int, string) comment in Gap(token.Range.Start)) yield return comment;
            from = token.Range.End;
        }

        foreach ((int, string) comment in Gap(text.Length)) yield return comment;

        IEnumerable<(int, string)> Gap(int end)
        {
            for (int at = text.IndexOf("//", from, end - from, StringComparison.Ordinal); at >= 0;)
            {
                int newline = text.IndexOf('\n', at, end - at), last = newline < 0 ? end : newline;
                yield return (at, text[at..last].TrimEnd());
                at = newline < 0 ? -1 : text.IndexOf("//", last, end - last, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Writes a part at the beginning of a line, the comments that stand before it above.</summary>
    private void Line(string lead, ExpressionNode node, int least, int indent)
    {
        Comments(CanBreak(node) ? node.Range.Start : node.Range.End, indent);
        text.Append(lead);
        Write(node, least, indent + lead.Length);
    }

    private void Comments(int before, int indent)
    {
        while (comments.TryPeek(out (int Position, string Text) next) && next.Position < before)
        {
            text.Append(comments.Dequeue().Text);
            NewLine(indent);
        }
    }

    private void Write(ExpressionNode node, int least, int indent)
    {
        bool commented = comments.TryPeek(out (int Position, string) next) && next.Position < node.Range.End;
        string flat = ExpressionPrinter.Print(node, least);
        if (!CanBreak(node) || (!commented && text.Length - lineStart + flat.Length <= Width))
        {
            text.Append(flat);
            return;
        }

        if (ExpressionPrinter.Level(node) >= least)
        {
            Broken(node, indent);
            return;
        }

        text.Append('(');
        NewLine(indent + Step);
        Line(string.Empty, node, ExpressionPrinter.ConditionalLevel, indent + Step);
        NewLine(indent);
        text.Append(')');
    }

    private void Broken(ExpressionNode node, int indent)
    {
        switch (node)
        {
            case ConditionalNode n: Choices(n, indent); break;
            case BinaryNode n: Chain(n, indent); break;
            case UnaryNode n:
                text.Append(n.Operator == UnaryOperator.Not ? '!' : '-');
                Write(n.Operand, ExpressionPrinter.MemberLevel, indent + 1);
                break;
            case SelectNode n:
                Write(n.Operand, ExpressionPrinter.MemberLevel, indent);
                text.Append('.').Append(n.Field);
                break;
            case IndexNode n:
                Write(n.Operand, ExpressionPrinter.MemberLevel, indent);
                Items(n, "[", [n.Index], ']', indent);
                break;
            case CallNode n:
                if (n.Target is not null)
                {
                    Write(n.Target, ExpressionPrinter.MemberLevel, indent);
                    text.Append('.');
                }

                text.Append(n.Function);
                Items(n, "(", n.Arguments, ')', indent);
                break;
            case MacroNode n:
                Write(n.List, ExpressionPrinter.MemberLevel, indent);
                text.Append('.').Append(ExpressionPrinter.NameOf(n.Kind));
                Items(n, $"({n.Variable},", [.. new[] { n.Condition, n.Value }.OfType<ExpressionNode>()], ')', indent);
                break;
            case ListNode n: Items(n, "[", n.Items, ']', indent); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>One line for each case: <c>condition ? value</c>, then <c>: condition ? value</c>, at last <c>: value</c>.</summary>
    private void Choices(ConditionalNode first, int indent)
    {
        string lead = string.Empty;
        ExpressionNode rest = first;
        while (rest is ConditionalNode choice)
        {
            Line(lead, choice.Condition, ExpressionPrinter.ConditionalLevel + 1, indent);
            bool fits = !comments.TryPeek(out (int Position, string) next) || next.Position >= choice.Then.Range.End;
            string then = ExpressionPrinter.Print(choice.Then, ExpressionPrinter.ConditionalLevel + 1);
            if (fits && text.Length - lineStart + 3 + then.Length <= Width) text.Append(" ? ").Append(then);
            else Following("? ", choice.Then, ExpressionPrinter.ConditionalLevel + 1, indent + (2 * Step));
            NewLine(indent);
            lead = ": ";
            rest = choice.Otherwise;
        }

        Line(lead, rest, ExpressionPrinter.ConditionalLevel, indent);
    }

    /// <summary>Operands of one level of precedence below each other, each after the first with its operator before it.</summary>
    private void Chain(BinaryNode node, int indent)
    {
        int level = ExpressionPrinter.Level(node);
        Stack<BinaryNode> links = new();
        ExpressionNode first = node;
        while (first is BinaryNode link && ExpressionPrinter.Level(link) == level)
        {
            links.Push(link);
            first = link.Left;
        }

        Write(first, level, indent);
        foreach (BinaryNode link in links) Following(ExpressionPrinter.Symbol(link.Operator) + " ", link.Right, level + 1, indent);
    }

    private void Following(string lead, ExpressionNode node, int least, int indent)
    {
        NewLine(indent);
        Line(lead, node, least, indent);
    }

    private void Items(ExpressionNode node, string open, IReadOnlyList<ExpressionNode> items, char close, int indent)
    {
        text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            Following(string.Empty, items[i], ExpressionPrinter.ConditionalLevel, indent + Step);
            if (i < items.Count - 1) text.Append(',');
        }

        while (comments.TryPeek(out (int Position, string Text) last) && last.Position < node.Range.End)
        {
            NewLine(indent + Step);
            text.Append(comments.Dequeue().Text);
        }

        if (items.Count > 0) NewLine(indent);
        text.Append(close);
    }

    private void NewLine(int indent)
    {
        text.Append('\n');
        lineStart = text.Length;
        text.Append(' ', indent);
    }

    private static bool CanBreak(ExpressionNode node) => node switch
    {
        ConditionalNode or BinaryNode => true,
        // A sign before a number would become a part of it.
        UnaryNode n => n.Operator == UnaryOperator.Not && CanBreak(n.Operand),
        SelectNode n => !n.IsTest && CanBreak(n.Operand),
        IndexNode or MacroNode => true,
        CallNode n => n.Arguments.Count > 0 || (n.Target is not null && CanBreak(n.Target)),
        ListNode n => n.Items.Count > 0,
        _ => false,
    };
}
