using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Platform.Expressions.Language;

/// <summary>
/// Writes a tree as text in the one form that the platform shows and stores: single blanks around infix operators, parentheses only
/// where precedence needs them, texts in double quotes. Parsing the result gives an equal tree.
/// </summary>
public static class ExpressionPrinter
{
    /// <summary>Levels of precedence; a part of a lower level than its place needs parentheses.</summary>
    internal const int ConditionalLevel = 0, UnaryLevel = 6, MemberLevel = 7;

    /// <summary>The text of a tree.</summary>
    public static string Print(ExpressionNode node) => Print(node, ConditionalLevel);

    /// <summary>The text of a part where parts of lower levels need parentheses.</summary>
    internal static string Print(ExpressionNode node, int least)
    {
        StringBuilder text = new();
        Write(text, node, least);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ExpressionNode node, int least)
    {
        bool parenthesised = Level(node) < least;
        if (parenthesised) text.Append('(');
        switch (node)
        {
            case LiteralNode n: WriteLiteral(text, n.Value); break;
            case NameNode n: text.Append(n.Name); break;
            case SelectNode n: WriteSelect(text, n); break;
            case IndexNode n: WriteIndex(text, n); break;
            case CallNode n: WriteCall(text, n); break;
            case MacroNode n: WriteMacro(text, n); break;
            case ListNode n: WriteItems(text, '[', n.Items, ']'); break;
            case UnaryNode n: WriteUnary(text, n); break;
            case BinaryNode n: WriteBinary(text, n); break;
            case ConditionalNode n: WriteConditional(text, n); break;
            default: throw new UnreachableException();
        }

        if (parenthesised) text.Append(')');
    }

    /// <summary>Level of a part.</summary>
    internal static int Level(ExpressionNode node) => node switch
    {
        ConditionalNode => ConditionalLevel,
        BinaryNode n => Level(n.Operator),
        UnaryNode => UnaryLevel,
        // A negative literal begins with a sign, which binds less than a selection.
        LiteralNode { Value: < 0L or < 0m } => UnaryLevel,
        _ => MemberLevel,
    };

    private static int Level(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And => 2,
        BinaryOperator.Add or BinaryOperator.Subtract => 4,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => 5,
        _ => 3,
    };

    /// <summary>The operator as written.</summary>
    public static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => "||",
        BinaryOperator.And => "&&",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.In => "in",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        _ => throw new UnreachableException(),
    };

    private static void WriteLiteral(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case long n: text.Append(n.ToString(CultureInfo.InvariantCulture)); break;
            case decimal d: WriteDecimal(text, d); break;
            case string s: WriteText(text, s); break;
            default: throw new UnreachableException();
        }
    }

    private static void WriteDecimal(StringBuilder text, decimal value)
    {
        string written = value.ToString(CultureInfo.InvariantCulture);
        text.Append(written);
        // Without a point it would be read back as a whole number.
        if (!written.Contains('.', StringComparison.Ordinal)) text.Append(".0");
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }

    private static void WriteSelect(StringBuilder text, SelectNode node)
    {
        if (node.IsTest) text.Append("has(");
        Write(text, node.Operand, MemberLevel);
        text.Append('.').Append(node.Field);
        if (node.IsTest) text.Append(')');
    }

    private static void WriteIndex(StringBuilder text, IndexNode node)
    {
        Write(text, node.Operand, MemberLevel);
        text.Append('[');
        Write(text, node.Index, ConditionalLevel);
        text.Append(']');
    }

    private static void WriteCall(StringBuilder text, CallNode node)
    {
        if (node.Target is not null)
        {
            Write(text, node.Target, MemberLevel);
            text.Append('.');
        }

        text.Append(node.Function);
        WriteItems(text, '(', node.Arguments, ')');
    }

    /// <summary>The macro as written.</summary>
    internal static string NameOf(MacroKind kind) => kind switch
    {
        MacroKind.All => "all",
        MacroKind.Exists => "exists",
        MacroKind.ExistsOne => "exists_one",
        MacroKind.Filter => "filter",
        MacroKind.Map => "map",
        _ => throw new UnreachableException(),
    };

    private static void WriteMacro(StringBuilder text, MacroNode node)
    {
        Write(text, node.List, MemberLevel);
        text.Append('.').Append(NameOf(node.Kind)).Append('(').Append(node.Variable);
        foreach (ExpressionNode? part in (ReadOnlySpan<ExpressionNode?>)[node.Condition, node.Value])
        {
            if (part is null) continue;
            text.Append(", ");
            Write(text, part, ConditionalLevel);
        }

        text.Append(')');
    }

    private static void WriteItems(StringBuilder text, char open, IReadOnlyList<ExpressionNode> items, char close)
    {
        text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Write(text, items[i], ConditionalLevel);
        }

        text.Append(close);
    }

    private static void WriteUnary(StringBuilder text, UnaryNode node)
    {
        text.Append(node.Operator == UnaryOperator.Not ? '!' : '-');
        // "-5" would be read back as a literal, and "--x" is hard to read.
        bool separate = node.Operator == UnaryOperator.Negate
            && (node.Operand is UnaryNode { Operator: UnaryOperator.Negate } || Leftmost(node.Operand) is LiteralNode { Value: long or decimal });
        Write(text, node.Operand, separate ? MemberLevel + 1 : UnaryLevel);
    }

    private static ExpressionNode Leftmost(ExpressionNode node)
    {
        while (true)
        {
            switch (node)
            {
                case SelectNode { IsTest: false } n: node = n.Operand; break;
                case IndexNode n: node = n.Operand; break;
                case CallNode { Target: { } target }: node = target; break;
                case MacroNode n: node = n.List; break;
                default: return node;
            }
        }
    }

    private static void WriteBinary(StringBuilder text, BinaryNode node)
    {
        int level = Level(node.Operator);
        Write(text, node.Left, level);
        text.Append(' ').Append(Symbol(node.Operator)).Append(' ');
        Write(text, node.Right, level + 1);
    }

    private static void WriteConditional(StringBuilder text, ConditionalNode node)
    {
        Write(text, node.Condition, ConditionalLevel + 1);
        text.Append(" ? ");
        Write(text, node.Then, ConditionalLevel + 1);
        text.Append(" : ");
        Write(text, node.Otherwise, ConditionalLevel);
    }
}
