using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A reference to one record (lookup, master, file, picture): its id as <see cref="Guid"/>.</summary>
internal sealed class ReferenceCodec : ValueCodec
{
    /// <inheritdoc/>
    public override string ToText(object value) => ((Guid)value).ToString("D");

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue((Guid)value);

    /// <summary>Reads an id: 32 digits with hyphens.</summary>
    internal static ValueResult ReadId(object input)
    {
        if (input is Guid id) return ValueResult.Of(id);
        if (!InputForm.TryText(input, out string? text)) return WrongType("ID");
        string trimmed = text.Trim();
        if (trimmed.Length == 0) return ValueResult.Blank;
        return Guid.TryParseExact(trimmed, "D", out id) ? ValueResult.Of(id) : ValueResult.Refused(ValueCodes.InvalidId);
    }

    private protected override ValueResult FromInput(object input) => ReadId(input);

    private protected override ValueResult FromText(string text, ImportFormat format) => ReadId(text);
}
