using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;

namespace Platform.Metadata.Tests.Values;

/// <summary>Short forms for the tests of this folder.</summary>
internal static class Codec
{
    public static PicklistSource Stages { get; } = new(
    [
        new PicklistValue("open", new LocalizedText([new("en", "Open"), new("zh-CN", "进行中")])),
        new PicklistValue("won", new LocalizedText([new("en", "Closed Won"), new("zh-CN", "赢单")])),
        new PicklistValue("lost", new LocalizedText([new("en", "Closed"), new("zh-CN", "输单")]), Retired: true),
        new PicklistValue("void", new LocalizedText([new("en", "Closed"), new("zh-CN", "作废")])),
    ]);

    public static ValueResult Input(FieldType type, object? input) => ValueCodec.For(type).ReadInput(input);

    public static ValueResult Json(FieldType type, string json) =>
        ValueCodec.For(type).ReadInput(System.Text.Json.JsonDocument.Parse(json).RootElement.Clone());

    public static ValueResult Cell(FieldType type, string? cell, ImportFormat? format = null) =>
        ValueCodec.For(type).ReadText(cell, format ?? ImportFormat.Default);

    public static string? Code(this ValueResult result) => result.Problem?.Code;
}
