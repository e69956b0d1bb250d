using System.Text.Json;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Values.Codecs;

/// <summary>Free labels as an <see cref="EquatableArray{T}"/>: at most 50 of 50 characters, without repeats (letter case apart; the first stays).</summary>
internal sealed class TagsCodec : ValueCodec
{
    private const int MaxCount = 50;
    private const int MaxLength = 50;

    /// <inheritdoc/>
    public override string ToText(object value) => ListText.Join((EquatableArray<string>)value);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => TextList.WriteJson(writer, value);

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns) => columns[0] = TextList.ToColumn(value);

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) => TextList.FromColumn(columns[0]);

    private protected override ValueResult FromInput(object input) =>
        TextList.TryRead(input, out List<string>? values) ? Distinct(values) : WrongType("[String!]");

    private protected override ValueResult FromText(string text, ImportFormat format) => Distinct(ListText.Split(text));

    private static ValueResult Distinct(List<string> texts)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<string> tags = [];
        foreach (string text in texts)
        {
            ValueResult tag = TextRules.OneLine(text, MaxLength);
            if (tag.Problem is not null) return tag;
            if (tag.Value is string value && seen.Add(value)) tags.Add(value);
            if (tags.Count > MaxCount) return ValueResult.Refused(ValueProblem.With(ValueCodes.TooMany, "max", MaxCount));
        }

        return tags.Count == 0 ? ValueResult.Blank : ValueResult.Of(tags.ToEquatableArray());
    }
}
