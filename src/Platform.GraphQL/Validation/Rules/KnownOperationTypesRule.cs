using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>The schema has a root type for every operation (section 5.2.1.1).</summary>
internal sealed class KnownOperationTypesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("KnownOperationTypes", [SyntaxKind.OperationDefinition], context => new KnownOperationTypesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        OperationKind operation = ((OperationDefinitionNode)node).Operation;
        if (Context.Schema.RootType(operation) is null)
            Report($"The {Printer.Keyword(operation)} operation is not supported by the schema.", node);
        return true;
    }
}
