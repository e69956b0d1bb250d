using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Metadata.Fields;
using Platform.Metadata.Values.Codecs;

namespace Platform.Metadata.Values;

/// <summary>
/// All forms of the values of one field type: API input, import text, export text, JSON, and the columns of the table. In between stands
/// the canonical value, one CLR type per field type (docs/writing.md lists them), for which <c>Read(ToText(v)) = v</c> holds.
/// Blank is null in every form and never reaches the members that write a value.
/// </summary>
public abstract class ValueCodec
{
    private static readonly ConditionalWeakTable<FieldType, ValueCodec> Codecs = [];

    private protected ValueCodec() { }

    /// <summary>The codec of a field type; made once for each instance of the model.</summary>
    public static ValueCodec For(FieldType type) => Codecs.GetValue(type, CodecFactory.Create);

    /// <summary>Number of columns that a value takes: one but for addresses (5), geolocations and polymorphic lookups (2), and links (0).</summary>
    public virtual int ColumnCount => 1;

    /// <summary>Reads a value of the API, see <c>docs/writing.md</c>: plain .NET values or a <see cref="JsonElement"/>.</summary>
    public ValueResult ReadInput(object? input) => InputForm.IsNull(input) ? ValueResult.Blank : FromInput(input);

    /// <summary>Reads a cell of an import; blank cells are no value.</summary>
    public ValueResult ReadText(string? text, ImportFormat format) =>
        string.IsNullOrWhiteSpace(text) ? ValueResult.Blank : FromText(text, format);

    /// <summary>What the value is in an export, in invariant form.</summary>
    public abstract string ToText(object value);

    /// <summary>Writes the value in the JSON form of the API (defaults, history).</summary>
    public abstract void WriteJson(Utf8JsonWriter writer, object value);

    /// <summary>Puts the value into its columns (see <see cref="ColumnCount"/>); null clears them.</summary>
    public virtual void ToColumns(object? value, Span<object?> columns) => columns[0] = value;

    /// <summary>The value of the columns as the database driver returns them; null when blank.</summary>
    public virtual object? FromColumns(ReadOnlySpan<object?> columns) => columns[0];

    /// <summary>True when a write from <paramref name="old"/> to <paramref name="value"/> changes nothing.</summary>
    public virtual bool AreEqual(object? old, object? value) => Equals(old, value);

    /// <summary>Rules that depend on the stored value: a retired choice may stay but not be chosen. Null when the value stands.</summary>
    public virtual ValueProblem? CheckChange(object value, object? old) => null;

    private protected abstract ValueResult FromInput(object input);

    private protected abstract ValueResult FromText(string text, ImportFormat format);

    private protected static ValueResult WrongType(string expected) =>
        ValueResult.Refused(ValueProblem.With(ValueCodes.WrongType, "expected", expected));
}
