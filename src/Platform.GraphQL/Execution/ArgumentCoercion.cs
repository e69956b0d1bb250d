using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>The arguments of a field or directive (section 6.4.1): given, by default, or absent.</summary>
public static class ArgumentCoercion
{
    private static readonly ImmutableDictionary<string, object?> None = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Coerces arguments; an argument neither given nor defaulted is absent.</summary>
    /// <param name="definitions">The arguments there are.</param>
    /// <param name="given">The arguments written.</param>
    /// <param name="variables">The coerced variables.</param>
    /// <param name="owner">The owner as messages name it, <c>Query.accounts</c> or <c>@skip</c>.</param>
    /// <param name="at">The node for errors that no value has a place for.</param>
    /// <param name="error">The first thing wrong: an error of this field alone; null when nothing is.</param>
    public static IReadOnlyDictionary<string, object?> Coerce(
        ImmutableArray<InputValueDefinition> definitions,
        ImmutableArray<ArgumentNode> given,
        IReadOnlyDictionary<string, object?> variables,
        string owner,
        SyntaxNode at,
        out GraphQLError? error)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(at);
        error = null;
        if (definitions.IsEmpty)
            return None;
        Dictionary<string, object?> values = [];
        foreach (InputValueDefinition definition in definitions)
        {
            ValueNode? node = given.FirstOrDefault(argument => argument.Name.Value == definition.Name)?.Value;
            bool absent = node is null || (node is VariableNode variable && !variables.ContainsKey(variable.Name.Value));
            if (!absent || (definition.IsRequired && node is not null))
            {
                values[definition.Name] =
                    LiteralCoercion.Coerce(node!, definition.Type, variables, $"Argument \"{owner}({definition.Name}:)\"", out error);
            }
            else if (definition.DefaultValue is not null)
            {
                values[definition.Name] = LiteralCoercion.Constant(definition.DefaultValue, definition.Type);
            }
            else if (definition.IsRequired)
            {
                error = GraphQLError.At(
                    at.Span.Location,
                    $"Argument \"{owner}({definition.Name}:)\" of required type \"{definition.Type}\" was not provided.",
                    "ARGUMENT_MISSING");
            }
            if (error is not null)
                return None;
        }
        return values;
    }
}
