namespace Platform.GraphQL.Types;

/// <summary>One value of an enum.</summary>
/// <param name="name">Its name; not <c>true</c>, <c>false</c> or <c>null</c>.</param>
public sealed class EnumValueDefinition(string name) : ISchemaMember
{
    /// <inheritdoc/>
    public string Name { get; } = name is "true" or "false" or "null"
        ? throw new ArgumentException($"An enum value must not be named \"{name}\".", nameof(name))
        : SchemaName.Require(name);

    /// <inheritdoc/>
    public string? Description { get; init; }

    /// <summary>Why clients should no longer use it; null when they may.</summary>
    public string? DeprecationReason { get; init; }

    /// <summary>What the producer of the schema attached; see <see cref="NamedType.Extension"/>.</summary>
    public object? Extension { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
