using Platform.Metadata.Fields;

namespace Platform.Metadata.Changes;

/// <summary>How long texts may be.</summary>
internal static class TextLengths
{
    /// <summary>Most characters of a text type, or null for a type that has no such setting.</summary>
    public static int? Of(FieldType type) => type switch
    {
        TextType t => t.MaxLength,
        LongTextType t => t.MaxLength,
        RichTextType t => t.MaxLength,
        EncryptedTextType t => t.MaxLength,
        _ => null,
    };
}
