using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Expressions.Diagnostics;
using Platform.Expressions.Editing;
using Platform.Expressions.Typing;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Runtime.Design;

/// <summary>What the schema's types about expressions look like: entries by field name.</summary>
internal static class ExpressionViews
{
    private const decimal MicrosecondsInSecond = 1_000_000;

    public static Dictionary<string, object?> Of(ExpressionDiagnostic error, string text)
    {
        (int line, int column) = error.Position(text);
        return new Dictionary<string, object?>
        {
            ["code"] = error.Code,
            ["message"] = new LocalizedText([new("en", error.In("en")), new("zh-CN", error.In("zh-CN"))]),
            ["start"] = Math.Min(error.Range.Start, text.Length),
            ["length"] = Math.Min(error.Range.Length, text.Length - Math.Min(error.Range.Start, text.Length)),
            ["line"] = line,
            ["column"] = column,
            ["suggestions"] = error.Suggestions.ToArray(),
        };
    }

    public static Dictionary<string, object?> Of(Completion item, string language) => new()
    {
        ["name"] = item.Name,
        ["kind"] = item.Kind.ToString().ToUpperInvariant(),
        ["insert"] = item.Insert,
        ["caret"] = item.Caret,
        ["type"] = item.Type?.ToString(),
        ["label"] = item.Kind == CompletionKind.Choice ? ChoiceLabel(item, language) : Label(item.Member, language),
        ["help"] = item.Overload?.HelpIn(language) is { Length: > 0 } help ? help : item.Kind == CompletionKind.Choice ? null : Help(item.Member, language),
        ["signature"] = item.Overload?.Signature,
    };

    public static Dictionary<string, object?> Of(Hover hover, string language) => new()
    {
        ["start"] = hover.Range.Start,
        ["length"] = hover.Range.Length,
        ["name"] = hover.Name,
        ["type"] = hover.Type?.ToString(),
        ["label"] = Label(hover.Member, language),
        ["help"] = Help(hover.Member, language),
        ["signatures"] = hover.Overloads
            .Select(o => new Dictionary<string, object?> { ["signature"] = o.Signature, ["help"] = o.HelpIn(language) }).ToArray(),
    };

    /// <summary>A value over a record, with those of the fields that it reads.</summary>
    public static Dictionary<string, object?> Tried(
        CheckedExpression expression, JsonNode? value, IReadOnlyList<(string Path, ExpressionType Type, JsonNode? Value)> reads) => new()
        {
            ["type"] = expression.Type.ToString(),
            ["value"] = value,
            ["reads"] = reads.Select(r => new Dictionary<string, object?> { ["path"] = r.Path, ["type"] = r.Type.ToString(), ["value"] = r.Value }).ToArray(),
            ["missing"] = Array.Empty<string>(),
        };

    /// <summary>An expression that cannot be asked of the tables as they are.</summary>
    public static Dictionary<string, object?> Untried(CheckedExpression expression, IReadOnlyList<string> missing) => new()
    {
        ["type"] = expression.Type.ToString(),
        ["value"] = null,
        ["reads"] = Array.Empty<object>(),
        ["missing"] = missing.ToArray(),
    };

    /// <summary>A value of PostgreSQL's JSON in the form of the API.</summary>
    public static JsonNode? Of(JsonElement value, ExpressionType type) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when type.Kind == ExpressionKind.Duration =>
            JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"PT{value.GetInt64() / MicrosecondsInSecond:0.######}S")),
        JsonValueKind.Number => JsonValue.Create(value.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.GetBoolean()),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Of(item, type.Element ?? type))]),
        _ => JsonValue.Create(value.GetString()),
    };

    private static string? Label(ExpressionMember? member, string language) => member?.Part is { } part ? FieldParts.LabelOf(part).In(language) : member?.Tag switch
    {
        FieldModel field => field.Label.In(language),
        RelationModel relation => relation.Label.In(language),
        _ => null,
    };

    private static string? Help(ExpressionMember? member, string language) => (member?.Tag as FieldModel)?.Help?.In(language);

    private static string? ChoiceLabel(Completion item, string language) =>
        ((item.Member?.Tag as FieldModel)?.Type.Choices()?.Values.FirstOrDefault(v => v.Value == item.Name)?.Label)?.In(language);
}
