using System.Text.Json;

namespace Platform.Metadata.Values.Codecs;

/// <summary>
/// A postal address: <see cref="AddressValue"/>. It is written as a whole: a part that the input leaves out is blank. In imports and exports it is
/// one JSON cell.
/// </summary>
internal sealed class AddressCodec : ValueCodec
{
    private static readonly int[] MaxLengths = [1_000, 200, 200, 40, 100];

    /// <inheritdoc/>
    public override int ColumnCount => 5;

    /// <inheritdoc/>
    public override string ToText(object value) => JsonCells.Write(this, value);

    /// <inheritdoc/>
    public override void WriteJson(Utf8JsonWriter writer, object value)
    {
        string?[] parts = PartsOf((AddressValue)value);
        writer.WriteStartObject();
        for (int i = 0; i < parts.Length; i++) writer.WriteString(AddressValue.Parts[i], parts[i]);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void ToColumns(object? value, Span<object?> columns)
    {
        columns[..5].Clear();
        if (value is AddressValue address) PartsOf(address).CopyTo(columns);
    }

    /// <inheritdoc/>
    public override object? FromColumns(ReadOnlySpan<object?> columns) =>
        Whole(columns[0] as string, columns[1] as string, columns[2] as string, columns[3] as string, columns[4] as string);

    private protected override ValueResult FromInput(object input)
    {
        if (!InputForm.TryMembers(input, out var members)) return WrongType("Address");
        foreach (string name in members.Keys)
        {
            if (!AddressValue.Parts.Contains(name)) return ValueResult.Refused(ValueProblem.With(ValueCodes.UnknownMember, "name", name));
        }

        string?[] parts = new string?[5];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!members.TryGetValue(AddressValue.Parts[i], out object? part) || InputForm.IsNull(part)) continue;
            if (!InputForm.TryText(part, out string? text)) return WrongType("Address");
            ValueResult read = i == 0 ? TextRules.ManyLines(text.Trim(), MaxLengths[0]) : TextRules.OneLine(text, MaxLengths[i]);
            if (read.Problem is not null) return read;
            parts[i] = (string?)read.Value;
        }

        return ValueResult.Of(Whole(parts[0], parts[1], parts[2], parts[3], parts[4]));
    }

    /// <summary>A cell that is no JSON is the street.</summary>
    private protected override ValueResult FromText(string text, ImportFormat format) =>
        text.TrimStart().StartsWith('{')
            ? JsonCells.Read(this, text)
            : FromInput(new Dictionary<string, object?> { ["street"] = text });

    private static string?[] PartsOf(AddressValue address) =>
        [address.Street, address.City, address.State, address.PostalCode, address.Country];

    private static AddressValue? Whole(string? street, string? city, string? state, string? postalCode, string? country) =>
        street is null && city is null && state is null && postalCode is null && country is null
            ? null
            : new AddressValue(street, city, state, postalCode, country);
}
