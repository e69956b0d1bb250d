using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Introspection;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Execution;

/// <summary>
/// Executes operations of a fixed schema by resolvers (section 6). Fields are resolved one after another, in queries too: resolvers
/// of the design-time API share a transaction. One instance serves one request.
/// </summary>
public sealed class Executor
{
    /// <summary>Stands for a value that an error has taken away from a non-null position: its parent goes too.</summary>
    private static readonly object Failed = new();

    private readonly GraphQLSchema schema;
    private readonly IReadOnlyDictionary<string, object?> variables;
    private readonly IReadOnlyDictionary<string, FragmentDefinitionNode> fragments;
    private readonly SelectedFields selected;
    private readonly object? requestContext;
    private readonly ExecutorOptions options;
    private readonly CancellationToken cancellationToken;
    private readonly List<GraphQLError> errors = [];

    private Executor(
        GraphQLSchema schema,
        DocumentNode document,
        IReadOnlyDictionary<string, object?> variables,
        object? requestContext,
        ExecutorOptions options,
        CancellationToken cancellationToken)
    {
        this.schema = schema;
        this.variables = variables;
        this.requestContext = requestContext;
        this.options = options;
        this.cancellationToken = cancellationToken;
        fragments = SelectedFields.FragmentsOf(document);
        selected = new SelectedFields(schema, fragments, variables);
    }

    /// <summary>
    /// Executes a validated operation. Root fields of a mutation run in order, and none runs after one that failed at a non-null
    /// type. For a subscription this is the response to one event, which the root value stands for.
    /// </summary>
    /// <param name="schema">The schema, with a <see cref="FieldResolver"/> attached to the fields that need one.</param>
    /// <param name="document">The validated document.</param>
    /// <param name="operation">An operation of it.</param>
    /// <param name="variables">Its coerced variables.</param>
    /// <param name="root">The object that has the root fields, or null.</param>
    /// <param name="requestContext">What resolvers get as <see cref="ResolveContext.RequestContext"/>.</param>
    /// <param name="options">The decisions of the host.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    public static async Task<ExecutionResult> ExecuteAsync(
        GraphQLSchema schema,
        DocumentNode document,
        OperationDefinitionNode operation,
        IReadOnlyDictionary<string, object?> variables,
        object? root = null,
        object? requestContext = null,
        ExecutorOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(operation);
        Executor executor = new(schema, document, variables, requestContext, options ?? new ExecutorOptions(), cancellationToken);
        ObjectType type = schema.RootType(operation.Operation)
            ?? throw new InvalidOperationException($"The schema has no {operation.Operation}: the document was not validated.");
        object? data = await executor.ExecuteSelectionAsync(type, root, [operation.SelectionSet], null);
        return new ExecutionResult(data as ResponseObject, [.. executor.errors]);
    }

    private async ValueTask<object?> ExecuteSelectionAsync(
        ObjectType type,
        object? source,
        IEnumerable<SelectionSetNode> selectionSets,
        ResponsePath? path)
    {
        OrderedDictionary<string, List<FieldNode>> fields = selected.Collect(type, selectionSets, out GraphQLError? conditionError);
        if (conditionError is not null)
        {
            errors.Add(path is null ? conditionError : conditionError with { Path = path.ToArray() });
            return Failed;
        }
        ResponseObject result = new(fields.Count);
        foreach ((string name, List<FieldNode> nodes) in fields)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FieldDefinition field = schema.FindField(type, nodes[0].Name.Value)
                ?? throw new InvalidOperationException($"{type} has no field {nodes[0].Name.Value}: the document was not validated.");
            object? value = await ExecuteFieldAsync(type, source, field, nodes, new ResponsePath(path, name));
            if (ReferenceEquals(value, Failed))
            {
                if (field.Type is NonNullType)
                    return Failed;
                value = null;
            }
            result.Add(name, value);
        }
        return result;
    }

    private async ValueTask<object?> ExecuteFieldAsync(
        ObjectType parent,
        object? source,
        FieldDefinition field,
        List<FieldNode> nodes,
        ResponsePath path)
    {
        if (ReferenceEquals(field, IntrospectionTypes.TypeNameField))
            return parent.Name;
        IReadOnlyDictionary<string, object?> arguments = ArgumentCoercion.Coerce(
            field.Arguments, nodes[0].Arguments, variables, $"{parent}.{field.Name}", nodes[0], out GraphQLError? argumentError);
        if (argumentError is not null)
            return Fail(argumentError, nodes, path);
        if (ReferenceEquals(field, IntrospectionTypes.SchemaField) || ReferenceEquals(field, IntrospectionTypes.TypeField))
            return Introspect(nodes);

        ResolveContext context = new()
        {
            Source = source,
            Arguments = arguments,
            Field = field,
            ParentType = parent,
            Nodes = nodes,
            Path = path.ToArray(),
            Schema = schema,
            RequestContext = requestContext,
            CancellationToken = cancellationToken,
        };
        try
        {
            object? value = field.Extension is FieldResolver resolve
                ? await resolve(context)
                : MemberResolvers.Resolve(source, field.Name);
            return await CompleteAsync(field, field.Type, value, nodes, path, parent);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Fail(options.OnException(exception, context), nodes, path);
        }
    }

    private Action<Utf8JsonWriter> Introspect(List<FieldNode> nodes) =>
        writer => IntrospectionWriter.Write(writer, schema, fragments, variables, nodes);

    private async ValueTask<object?> CompleteAsync(
        FieldDefinition field,
        GraphQLType type,
        object? value,
        List<FieldNode> nodes,
        ResponsePath path,
        ObjectType parent)
    {
        if (value is FieldErrors problems)
        {
            foreach (GraphQLError problem in problems.Errors)
                Fail(problem, nodes, path);
            return Failed;
        }
        if (type is NonNullType nonNull)
        {
            object? inner = await CompleteAsync(field, nonNull.Inner, value, nodes, path, parent);
            return inner ?? Fail(new($"Cannot return null for non-nullable field {parent}.{field.Name}.") { Code = GraphQLErrorCode.Internal }, nodes, path);
        }
        if (value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
            return null;
        if (type is ListType list)
            return await CompleteListAsync(field, list, value, nodes, path, parent);
        if (type is NamedType { IsLeaf: true } leaf)
            return CompleteLeaf(leaf, value, nodes, path);

        ObjectType concrete = type as ObjectType ?? ConcreteType((NamedType)type, value);
        return await ExecuteSelectionAsync(concrete, value, SelectedFields.SelectionsOf(nodes), path);
    }

    private async ValueTask<object?> CompleteListAsync(
        FieldDefinition field,
        ListType list,
        object value,
        List<FieldNode> nodes,
        ResponsePath path,
        ObjectType parent)
    {
        IEnumerable? items = value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } json => json.EnumerateArray(),
            string or JsonObject or IDictionary or IReadOnlyDictionary<string, object?> => null,
            _ => value as IEnumerable,
        };
        if (items is null)
        {
            string message = $"Expected Iterable, but did not find one for field \"{parent}.{field.Name}\".";
            return Fail(new(message) { Code = GraphQLErrorCode.Internal }, nodes, path);
        }
        List<object?> completed = [];
        foreach (object? item in items)
        {
            object? result = await CompleteAsync(field, list.Item, item, nodes, new ResponsePath(path, completed.Count), parent);
            if (ReferenceEquals(result, Failed))
            {
                if (list.Item is NonNullType)
                    return Failed;
                result = null;
            }
            completed.Add(result);
        }
        return completed.ToArray();
    }

    private object? CompleteLeaf(NamedType leaf, object value, List<FieldNode> nodes, ResponsePath path)
    {
        object plain = value is JsonElement or JsonNode && leaf is not ScalarType { Name: "JSON" } ? Unwrap(value) : value;
        (object? coerced, string? error) = LeafOutput.Coerce(leaf, plain);
        return error is null ? coerced : Fail(new(error) { Code = GraphQLErrorCode.Internal }, nodes, path);
    }

    /// <summary>A JSON leaf as the CLR value it stands for, where there is one.</summary>
    private static object Unwrap(object value)
    {
        JsonElement element = value is JsonNode node ? JsonSerializer.SerializeToElement(node) : (JsonElement)value;
        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => element.TryGetInt64(out long whole) ? whole : element.GetDouble(),
            _ => value,
        };
    }

    private ObjectType ConcreteType(NamedType type, object value)
    {
        string name = options.TypeNameOf(value, type);
        return schema.FindType(name) is ObjectType concrete && schema.IsPossibleType(type, concrete)
            ? concrete
            : throw new InvalidOperationException($"A value of \"{name}\" is none of {type}.");
    }

    /// <summary>Notes an error of a field; the place and path are the field's, but where the error knows a closer place.</summary>
    private object Fail(GraphQLError error, List<FieldNode> nodes, ResponsePath path)
    {
        errors.Add(error with
        {
            Locations = error.Locations.IsDefaultOrEmpty ? [.. nodes.Select(node => node.Span.Location)] : error.Locations,
            Path = error.Path.IsDefault ? path.ToArray() : error.Path,
        });
        return Failed;
    }
}
