using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Values.Codecs;

/// <summary>Several choices as an <see cref="EquatableArray{T}"/> of their values in the order of the picklist, without repeats; none is blank.</summary>
internal sealed class MultiPicklistCodec(PicklistSource source) : ValueCodec
{
    private readonly Choices _choices = new(source);

    /// <inheritdoc/>
    public override string ToText(object value) => ListText.Join((EquatableArray<string>)value);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => TextList.WriteJson(writer, value);

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns) => columns[0] = TextList.ToColumn(value);

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) => TextList.FromColumn(columns[0]);

    /// <inheritdoc/>
    public override ValueProblem? CheckChange(object value, object? old)
    {
        foreach (string choice in (EquatableArray<string>)value)
        {
            if (_choices.IsRetired(choice) && !(old is EquatableArray<string> kept && kept.Contains(choice)))
            {
                return ValueProblem.With(ValueCodes.RetiredChoice, "value", choice);
            }
        }

        return null;
    }

    private protected override ValueResult FromInput(object input) =>
        TextList.TryRead(input, out List<string>? values) ? Ordered(values, _choices.Value) : WrongType("[String!]");

    private protected override ValueResult FromText(string text, ImportFormat format) => Ordered(ListText.Split(text), _choices.ValueOrLabel);

    private ValueResult Ordered(List<string> texts, Func<string, ValueResult> read)
    {
        SortedDictionary<int, string> chosen = [];
        foreach (string text in texts)
        {
            if (!TextRules.IsUnicode(text)) return ValueResult.Refused(ValueCodes.InvalidUnicode);
            ValueResult choice = read(text);
            if (choice.Value is not string value) return choice;
            chosen[_choices.OrderOf(value)] = value;
        }

        return chosen.Count == 0 ? ValueResult.Blank : ValueResult.Of(chosen.Values.ToEquatableArray());
    }
}
