using System.Text.Json;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;

namespace Platform.Metadata.Compilation;

/// <summary>Checks that a default is a value that the field would accept in a new record.</summary>
internal static class FieldDefaults
{
    private static readonly MessageCatalogue Messages = new(ValueMessages.Entries);

    /// <summary>What is wrong with a default, as a sentence; null when nothing is.</summary>
    public static Sentence? Problem(JsonText text, FieldType type)
    {
        if (type is AutoNumberType or FileType or ImageType or EncryptedTextType || type.Targets().Count > 0) return $"A field of type {type.Name} takes no default.";
        if (Problem(text.ToElement(), type) is not { } problem) return null;
        return $"The default does not fit the field: {problem}";
    }

    /// <summary>What is wrong with a value for a field of the type, as a sentence; null when nothing is.</summary>
    public static Sentence? Problem(JsonElement value, FieldType type)
    {
        ValueCodec codec = ValueCodec.For(type);
        ValueResult result = codec.ReadInput(value);
        if (result.Problem is { } problem) return Said(problem);
        if (result.Value is null) return "This is no value.";
        return codec.CheckChange(result.Value, old: null) is { } refused ? Said(refused) : null;
    }

    private static Sentence Said(ValueProblem problem) => new(Messages.Text(problem, "en"), Messages.Text(problem, "zh-CN"));
}
