using System.Text.Json;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Values.Codecs;

/// <summary>One choice: its stored value as <see cref="string"/>. Imports take labels too.</summary>
internal sealed class PicklistCodec(PicklistSource source) : ValueCodec
{
    private readonly Choices _choices = new(source);

    /// <inheritdoc/>
    public override string ToText(object value) => (string)value;

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteStringValue((string)value);

    /// <inheritdoc/>
    public override ValueProblem? CheckChange(object value, object? old) =>
        _choices.IsRetired((string)value) && !Equals(value, old) ? ValueProblem.With(ValueCodes.RetiredChoice, "value", value) : null;

    private protected override ValueResult FromInput(object input)
    {
        if (!InputForm.TryText(input, out string? text)) return WrongType("String");
        if (string.IsNullOrWhiteSpace(text)) return ValueResult.Blank;
        return TextRules.IsUnicode(text) ? _choices.Value(text) : ValueResult.Refused(ValueCodes.InvalidUnicode);
    }

    private protected override ValueResult FromText(string text, ImportFormat format) => _choices.ValueOrLabel(text.Trim());
}
