using System.Collections.Immutable;
using System.Text.Json;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>Variables from the JSON of a request (section 6.1.2). Variables that the operation does not declare are ignored.</summary>
public static class VariableCoercion
{
    private static readonly IReadOnlyDictionary<string, object?> None = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Coerces the variables of a validated operation; reports all wrong ones, each at its declaration.</summary>
    /// <param name="schema">The schema that the operation was validated against.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="variables">A JSON object, or undefined for none.</param>
    /// <param name="limits">How many errors to report.</param>
    public static VariableValues Coerce(
        GraphQLSchema schema,
        OperationDefinitionNode operation,
        JsonElement variables,
        RequestLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.VariableDefinitions.IsEmpty)
            return new(None, []);
        limits ??= RequestLimits.Default;
        Dictionary<string, object?> values = [];
        List<GraphQLError> errors = [];
        foreach (VariableDefinitionNode definition in operation.VariableDefinitions)
        {
            string name = definition.Variable.Name.Value;
            GraphQLType type = schema.Resolve(definition.Type)
                ?? throw new InvalidOperationException($"The type of ${name} is unknown: the operation was not validated.");
            JsonElement value = default;
            bool given = variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(name, out value);
            if (!given && definition.DefaultValue is not null)
            {
                values[name] = LiteralCoercion.Constant(definition.DefaultValue, type);
                continue;
            }
            if (!given && type is not NonNullType)
                continue;

            JsonCoercion coercion = new(schema, (message, path) => Report(errors, limits, definition, message, path));
            int before = errors.Count;
            object? coerced = coercion.Coerce(given ? value : default, type);
            if (errors.Count == before)
                values[name] = coerced;
            if (errors.Count > limits.MaxErrors)
                break;
        }
        return errors.Count == 0 ? new(values, []) : new(null, [.. errors]);
    }

    private static void Report(
        List<GraphQLError> errors,
        RequestLimits limits,
        VariableDefinitionNode definition,
        string message,
        string path)
    {
        if (errors.Count > limits.MaxErrors)
            return;
        if (errors.Count == limits.MaxErrors)
        {
            errors.Add(new GraphQLError("Too many errors processing variables, error limit reached. Execution aborted.")
            {
                Reason = "TOO_MANY_ERRORS",
            });
            return;
        }
        string at = path.Length == 0 ? "" : $" at {path}";
        string text = $"Variable \"${definition.Variable.Name.Value}\" has invalid value{at}: {message}";
        errors.Add(GraphQLError.At(definition.Span.Location, text, "VARIABLE_INVALID"));
    }
}
