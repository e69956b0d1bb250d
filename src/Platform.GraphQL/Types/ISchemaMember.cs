namespace Platform.GraphQL.Types;

/// <summary>What has a name of its own in a schema: a type, field, argument, input field, enum value or directive.</summary>
public interface ISchemaMember
{
    /// <summary>The name in the language.</summary>
    string Name { get; }

    /// <summary>Markdown for readers of the schema, or null.</summary>
    string? Description { get; }
}
