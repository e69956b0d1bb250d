using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;

namespace Platform.Metadata.Compilation;

/// <summary>Checks that a default is a value that the field would accept in a new record.</summary>
internal static class FieldDefaults
{
    private static readonly MessageCatalogue Messages = new(ValueMessages.Entries);

    /// <summary>What is wrong with a default, as a sentence; null when nothing is.</summary>
    public static string? Problem(JsonText text, FieldType type)
    {
        if (type is AutoNumberType or FileType or ImageType or EncryptedTextType || type.Targets().Count > 0) return $"A field of type {type.Name} takes no default.";
        return Problem(text.ToElement(), type) is { } problem ? "The default does not fit the field: " + problem : null;
    }

    /// <summary>What is wrong with a value for a field of the type, as a sentence; null when nothing is.</summary>
    public static string? Problem(JsonElement value, FieldType type)
    {
        ValueCodec codec = ValueCodec.For(type);
        ValueResult result = codec.ReadInput(value);
        if (result.Problem is { } problem) return Messages.Text(problem, LocalizedText.DefaultLanguage);
        if (result.Value is null) return "This is no value.";
        return codec.CheckChange(result.Value, old: null) is { } refused ? Messages.Text(refused, LocalizedText.DefaultLanguage) : null;
    }
}
