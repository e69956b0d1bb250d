using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Expressions.Catalogue;
using Platform.Expressions.Language;
using Platform.Expressions.Patterns;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Expressions.Transport;

/// <summary>
/// Writes a typed tree as JSON for the evaluator in the browser (web/src/model/expressions). Every node is an array that begins with its kind:
/// <c>["c", type, value]</c> constant, <c>["v", name]</c> variable, <c>["e", slot]</c> element, <c>["m", record, name, type]</c> member (<c>["m", record, name, type, part]</c> part of one),
/// <c>["q", condition, then, otherwise]</c> choice, <c>["l", item, …]</c> list, <c>["o", macro, list, slot, condition, value]</c> macro,
/// <c>["f", overload, argument, …]</c> call, <c>["x", text, program]</c> pattern, <c>["w", from, to, calendar]</c> working minutes (<see cref="IBusinessHours.Json"/>). Numbers and times are texts, so that none loses digits.
/// </summary>
public static class ExpressionJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1_000 };

    /// <summary>The tree as JSON text.</summary>
    public static string Write(TypedNode node)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options)) Write(writer, node);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes the tree.</summary>
    public static void Write(Utf8JsonWriter writer, TypedNode node)
    {
        writer.WriteStartArray();
        switch (node)
        {
            case TypedConstant n:
                writer.WriteStringValue("c");
                writer.WriteStringValue(TypeName(n.Type));
                Value(writer, n.Value);
                break;
            case TypedVariable n:
                writer.WriteStringValue("v");
                writer.WriteStringValue(n.Name);
                break;
            case TypedElement n:
                writer.WriteStringValue("e");
                writer.WriteNumberValue(n.Slot);
                break;
            case TypedMember n:
                writer.WriteStringValue("m");
                Write(writer, n.Target);
                writer.WriteStringValue(n.Member.Name);
                writer.WriteStringValue(TypeName(n.Type));
                if (n.Member.Part is { } part) writer.WriteStringValue(part);
                break;
            case TypedChoice n:
                writer.WriteStringValue("q");
                n.ForEachPart(part => Write(writer, part));
                break;
            case TypedList n:
                writer.WriteStringValue("l");
                n.ForEachPart(part => Write(writer, part));
                break;
            case TypedLoop n: Loop(writer, n); break;
            case TypedCall { Overload.Literal: LiteralRule.Pattern } n: Pattern(writer, n); break;
            case TypedCall { Overload.Literal: LiteralRule.Calendar } n:
                writer.WriteStringValue("w");
                Write(writer, n.Arguments[0]);
                Write(writer, n.Arguments[1]);
                writer.WriteRawValue(((IBusinessHours)((TypedConstant)n.Arguments[2]).Value!).Json);
                break;
            case TypedCall n:
                writer.WriteStringValue("f");
                writer.WriteStringValue(n.Overload.Id);
                n.ForEachPart(part => Write(writer, part));
                break;
            default: throw new UnreachableException();
        }

        writer.WriteEndArray();
    }

    private static void Loop(Utf8JsonWriter writer, TypedLoop node)
    {
        writer.WriteStringValue("o");
        writer.WriteStringValue(node.Kind switch
        {
            MacroKind.All => "all",
            MacroKind.Exists => "exists",
            MacroKind.ExistsOne => "one",
            MacroKind.Filter => "filter",
            _ => "map",
        });
        Write(writer, node.List);
        writer.WriteNumberValue(node.Element.Slot);
        foreach (TypedNode? part in (ReadOnlySpan<TypedNode?>)[node.Condition, node.Value])
        {
            if (part is null) writer.WriteNullValue();
            else Write(writer, part);
        }
    }

    private static void Pattern(Utf8JsonWriter writer, TypedCall call)
    {
        string text = (string)((TypedConstant)call.Arguments[1]).Value!;
        if (!TextPattern.TryParse(text, out TextPattern? pattern, out _)) throw new UnreachableException();
        writer.WriteStringValue("x");
        Write(writer, call.Arguments[0]);
        PatternJson.Write(writer, pattern);
    }

    private static void Value(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool b: writer.WriteBooleanValue(b); break;
            case long n: writer.WriteStringValue(n.ToString(CultureInfo.InvariantCulture)); break;
            case ExactDecimal d: writer.WriteStringValue(d.ToString()); break;
            case string s: writer.WriteStringValue(s); break;
            default: throw new UnreachableException();
        }
    }

    private static string TypeName(ExpressionType type) => type.Kind switch
    {
        ExpressionKind.Reference => "record",
        ExpressionKind.List => type.IsRecordList ? "records" : "list",
        _ => type.ToString(),
    };
}
