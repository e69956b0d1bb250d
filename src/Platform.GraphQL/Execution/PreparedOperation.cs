using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;

namespace Platform.GraphQL.Execution;

/// <summary>A document that parsed and is valid, with the operation to execute; or the errors of the request (section 6.1).</summary>
public sealed class PreparedOperation
{
    private PreparedOperation(DocumentNode? document, OperationDefinitionNode? operation, ImmutableArray<GraphQLError> errors) =>
        (Document, Operation, Errors) = (document, operation, errors);

    /// <summary>The whole document; null when there are errors.</summary>
    public DocumentNode? Document { get; }

    /// <summary>The operation to execute; null when there are errors.</summary>
    public OperationDefinitionNode? Operation { get; }

    /// <summary>What is wrong with the request.</summary>
    public ImmutableArray<GraphQLError> Errors { get; }

    /// <summary>Whether the operation may be executed.</summary>
    [MemberNotNullWhen(true, nameof(Document), nameof(Operation))]
    public bool Success => Errors.IsEmpty;

    /// <summary>Parses, validates and chooses the operation.</summary>
    public static PreparedOperation Prepare(
        GraphQLSchema schema,
        string query,
        string? operationName,
        ParserLimits? parserLimits = null,
        ValidationLimits? validationLimits = null)
    {
        ParseResult<DocumentNode> parsed = Parser.Parse(query, parserLimits);
        if (!parsed.Success)
            return new(null, null, [parsed.Error]);
        ImmutableArray<GraphQLError> errors = Validator.Validate(schema, parsed.Value, validationLimits);
        return errors.IsEmpty ? Choose(parsed.Value, operationName) : new(null, null, errors);
    }

    /// <summary>Chooses the operation of a validated document (section 6.1.1).</summary>
    public static PreparedOperation Choose(DocumentNode document, string? operationName)
    {
        ArgumentNullException.ThrowIfNull(document);
        OperationDefinitionNode[] operations = [.. document.Definitions.OfType<OperationDefinitionNode>()
            .Where(operation => operationName is null || operation.Name?.Value == operationName)];
        return operations switch
        {
            [var only] => new(document, only, []),
            [] when operationName is null => Refuse("Must provide an operation."),
            [] => Refuse($"Unknown operation named \"{operationName}\"."),
            _ => Refuse("Must provide operation name if query contains multiple operations."),
        };
    }

    private static PreparedOperation Refuse(string message) =>
        new(null, null, [new GraphQLError(message) { Reason = "OPERATION_UNCLEAR" }]);
}
