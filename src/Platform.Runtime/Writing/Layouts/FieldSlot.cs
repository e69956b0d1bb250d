using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Values;

namespace Platform.Runtime.Writing.Layouts;

/// <summary>A field with its place in the arrays of a record's values, and its columns.</summary>
/// <param name="Field">The field.</param>
/// <param name="Ordinal">Index among the object's fields, and in every array of values.</param>
/// <param name="Codec">Forms of its values.</param>
/// <param name="Columns">Columns; empty for many-to-many.</param>
/// <param name="Default">Constant default as a canonical value; null for none.</param>
internal sealed record FieldSlot(FieldModel Field, int Ordinal, ValueCodec Codec, IReadOnlyList<ColumnSlot> Columns, object? Default)
{
    /// <summary>Encrypted at rest; its canonical value in a write is the plain text.</summary>
    public bool IsEncrypted => Field.Type is EncryptedTextType;

    /// <summary>Links in a table of their own.</summary>
    public bool IsLinks => Field.Type is ManyToManyType;
}

