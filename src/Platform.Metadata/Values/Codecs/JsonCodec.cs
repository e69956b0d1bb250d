using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// Any JSON value of at most 64 KiB and 64 levels: <see cref="JsonText"/>. What <c>jsonb</c> cannot hold is refused: NUL, halves of surrogate pairs,
/// numbers beyond ±1e308. A JSON null is blank.
/// </summary>
internal sealed class JsonCodec : ValueCodec
{
    /// <summary>Deepest nesting.</summary>
    internal const int MaxDepth = 64;

    private const int MaxBytes = 65_536;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <inheritdoc/>
    public override string ToText(object value) => ((JsonText)value).Text;

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value) => writer.WriteRawValue(((JsonText)value).Text);

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns) => columns[0] = (value as JsonText)?.Text;

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) => columns[0] is string text ? new JsonText(text) : null;

    /// <summary>By meaning: the database keeps numbers and members in its own order and spelling.</summary>
    public override bool AreEqual(object? old, object? value)
    {
        if (old is not JsonText a || value is not JsonText b) return Equals(old, value);
        return a.Text == b.Text || JsonElement.DeepEquals(a.ToElement(), b.ToElement());
    }

    private protected override ValueResult FromInput(object input)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, Compact);
        ValueProblem? problem = Write(writer, input, 0);
        if (problem is not null) return ValueResult.Refused(problem);
        writer.Flush();
        return ValueResult.Of(new JsonText(Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }

    private protected override ValueResult FromText(string text, ImportFormat format) =>
        text.Length > MaxBytes ? TooBig() : JsonCells.Read(this, text);

    private static ValueResult TooBig() => ValueResult.Refused(ValueProblem.With(ValueCodes.TooBig, "max", MaxBytes));

    private static ValueProblem? Write(Utf8JsonWriter writer, object? input, int depth)
    {
        if (depth >= MaxDepth) return new ValueProblem(ValueCodes.InvalidJson);
        if (writer.BytesCommitted + writer.BytesPending > MaxBytes) return ValueProblem.With(ValueCodes.TooBig, "max", MaxBytes);
        if (InputForm.IsNull(input))
        {
            writer.WriteNullValue();
        }
        else if (InputForm.TryText(input, out string? text))
        {
            if (!IsStorable(text)) return new ValueProblem(ValueCodes.InvalidJson);
            writer.WriteStringValue(text);
        }
        else if (InputForm.TryNumber(input, out string? number))
        {
            if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value) || number.Length > 400)
            {
                return new ValueProblem(ValueCodes.InvalidJson);
            }

            writer.WriteRawValue(number);
        }
        else if (InputForm.TryBoolean(input, out bool truth))
        {
            writer.WriteBooleanValue(truth);
        }
        else if (InputForm.TryList(input, out var items))
        {
            return WriteList(writer, items, depth);
        }
        else
        {
            return InputForm.TryMembers(input, out var members) ? WriteMembers(writer, members, depth) : new ValueProblem(ValueCodes.InvalidJson);
        }

        return writer.BytesCommitted + writer.BytesPending > MaxBytes ? ValueProblem.With(ValueCodes.TooBig, "max", MaxBytes) : null;
    }

    private static ValueProblem? WriteList(Utf8JsonWriter writer, IReadOnlyList<object?> items, int depth)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
        {
            if (Write(writer, item, depth + 1) is { } problem) return problem;
        }

        writer.WriteEndArray();
        return null;
    }

    private static ValueProblem? WriteMembers(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> members, int depth)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            if (!IsStorable(name)) return new ValueProblem(ValueCodes.InvalidJson);
            writer.WritePropertyName(name);
            if (Write(writer, value, depth + 1) is { } problem) return problem;
        }

        writer.WriteEndObject();
        return null;
    }

    private static bool IsStorable(string text) => TextRules.IsUnicode(text) && !text.Contains('\0', StringComparison.Ordinal);
}
