using Platform.GraphQL.Language;

namespace Platform.GraphQL.Types;

/// <summary>The rule for names in a schema (section 2.1.9).</summary>
public static class SchemaName
{
    /// <summary>Whether a text may be a name: letters, digits and underscores, ASCII only, no digit first.</summary>
    public static bool IsValid(string text) => CharacterClass.IsName(text);

    /// <exception cref="ArgumentException">The text is no name: the producer of the schema is at fault.</exception>
    internal static string Require(string name) =>
        IsValid(name) ? name : throw new ArgumentException($"\"{name}\" is not a GraphQL name.", nameof(name));
}
