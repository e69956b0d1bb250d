using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>Codecs whose canonical value is a string that is the same in every form.</summary>
internal abstract class StringCodec : ValueCodec
{
    /// <inheritdoc/>
    public sealed override string ToText(object value) => (string)value;

    /// <inheritdoc/>
    public sealed override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue((string)value);

    private protected sealed override ValueResult FromInput(object input) =>
        InputForm.TryText(input, out string? text) ? Read(text) : WrongType("String");

    private protected override ValueResult FromText(string text, ImportFormat format) => Read(text);

    /// <summary>The canonical text, or the problem.</summary>
    private protected abstract ValueResult Read(string text);
}
