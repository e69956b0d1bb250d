using System.Collections.Frozen;
using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>Yes or no: <see cref="bool"/>.</summary>
internal sealed class CheckboxCodec : ValueCodec
{
    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>
    {
        ["true"] = true,
        ["yes"] = true,
        ["y"] = true,
        ["t"] = true,
        ["1"] = true,
        ["on"] = true,
        ["x"] = true,
        ["是"] = true,
        ["真"] = true,
        ["对"] = true,
        ["√"] = true,
        ["✓"] = true,
        ["✔"] = true,
        ["false"] = false,
        ["no"] = false,
        ["n"] = false,
        ["f"] = false,
        ["0"] = false,
        ["off"] = false,
        ["否"] = false,
        ["假"] = false,
        ["错"] = false,
        ["不"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToText(object value) => (bool)value ? "true" : "false";

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteBooleanValue((bool)value);

    private protected override ValueResult FromInput(object input) =>
        InputForm.TryBoolean(input, out bool value) ? ValueResult.Of(value) : WrongType("Boolean");

    private protected override ValueResult FromText(string text, ImportFormat format) =>
        Words.TryGetValue(FullWidth.ToAscii(text).Trim(), out bool value)
            ? ValueResult.Of(value)
            : ValueResult.Refused(ValueCodes.NotABoolean);
}
