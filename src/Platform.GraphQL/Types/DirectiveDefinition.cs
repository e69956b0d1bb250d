using System.Collections.Immutable;
using Platform.GraphQL.Language;

namespace Platform.GraphQL.Types;

/// <summary>A directive that documents may use (section 3.13).</summary>
/// <param name="name">Its name without the at sign.</param>
/// <param name="locations">Where it may stand.</param>
/// <param name="arguments">The arguments it takes.</param>
public sealed class DirectiveDefinition(
    string name,
    ImmutableArray<DirectiveLocation> locations,
    ImmutableArray<InputValueDefinition> arguments = default) : ISchemaMember
{
    /// <inheritdoc/>
    public string Name { get; } = SchemaName.Require(name);

    /// <summary>Where it may stand.</summary>
    public ImmutableArray<DirectiveLocation> Locations { get; } = locations;

    /// <summary>The arguments it takes, in declaration order.</summary>
    public ImmutableArray<InputValueDefinition> Arguments { get; } = arguments.IsDefault ? [] : arguments;

    /// <inheritdoc/>
    public string? Description { get; init; }

    /// <summary>Whether it may stand more than once at one place.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The argument of that name, or null.</summary>
    public InputValueDefinition? FindArgument(string name)
    {
        foreach (InputValueDefinition argument in Arguments)
        {
            if (argument.Name == name)
                return argument;
        }
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"@{Name}";
}
