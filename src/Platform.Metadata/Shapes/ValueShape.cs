using Platform.Metadata.Rules;

namespace Platform.Metadata.Shapes;

/// <summary>
/// How a value of a document record looks in JSON. Derived from the records themselves, and read in one place each by the reader, the
/// writer and the schema generator, so that the three cannot differ.
/// </summary>
internal abstract record ValueShape
{
    private ValueShape() { }

    /// <summary>A JSON string.</summary>
    public sealed record Text(int MinLength, int? MaxLength, TextFormat? Format, bool Declares) : ValueShape;

    /// <summary>A string, or an object of language tags to strings (<see cref="Documents.LocalizedText"/>).</summary>
    public sealed record Localized(int MinLength, int? MaxLength) : ValueShape;

    /// <summary>True or false.</summary>
    public sealed record Flag : ValueShape;

    /// <summary>A whole number; <paramref name="Clr"/> is <see cref="int"/> or <see cref="long"/>.</summary>
    public sealed record Whole(Type Clr, decimal Min, decimal Max) : ValueShape;

    /// <summary>A decimal number.</summary>
    public sealed record Number : ValueShape;

    /// <summary>One of the names of an enum in lower camel case.</summary>
    public sealed record Choice(Type Clr, IReadOnlyList<string> Names) : ValueShape
    {
        /// <summary>The JSON name of an enum value.</summary>
        public string NameOf(object value) => Names[Array.IndexOf(Enum.GetValues(Clr), value)];
    }

    /// <summary>Any JSON value, kept as text.</summary>
    public sealed record Any : ValueShape;

    /// <summary>A JSON array.</summary>
    public sealed record List(ListFactory Factory, ValueShape Item, int MinCount, int MaxCount) : ValueShape;

    /// <summary>A JSON object. Records may contain records of their own type, so the shape is looked up when it is asked for.</summary>
    public sealed record Object(Type Clr) : ValueShape
    {
        /// <summary>The record's shape.</summary>
        public RecordShape Record => RecordShape.Of(Clr);
    }

    /// <summary>A sort key: an object, or the strings <c>"field"</c> and <c>"-field"</c>.</summary>
    public sealed record Sort(RecordShape Record) : ValueShape;

    /// <summary>An object of keys to values, kept as a list of entries ordered by key.</summary>
    public sealed record Map(RecordShape Entry, ListFactory Factory, int MaxCount) : ValueShape
    {
        /// <summary>How keys look.</summary>
        public Text Key => (Text)Entry.Members[0].Value;

        /// <summary>How values look.</summary>
        public ValueShape Value => Entry.Members[1].Value;

        /// <summary>An entry.</summary>
        public object Create(string key, object? value) => Entry.Create(
            new Dictionary<System.Reflection.PropertyInfo, object?> { [Entry.Members[0].Property] = key, [Entry.Members[1].Property] = value });

        /// <summary>Key and value of an entry.</summary>
        public (string Key, object Value) Of(object entry) =>
            ((string)Entry.Members[0].Property.GetValue(entry)!, Entry.Members[1].Property.GetValue(entry)!);
    }
}
