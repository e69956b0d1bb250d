using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Rules;

/// <summary>A variable has an input type (section 5.8.2).</summary>
internal sealed class VariablesAreInputTypesRule(ValidationContext context) : ValidationRule(context)
{
    public static RuleDefinition Definition { get; } =
        new("VariablesAreInputTypes", [SyntaxKind.VariableDefinition], context => new VariablesAreInputTypesRule(context));

    public override bool Enter(SyntaxNode node)
    {
        VariableDefinitionNode variable = (VariableDefinitionNode)node;
        if (Context.Schema.Resolve(variable.Type) is GraphQLType { IsInput: false })
            Report($"Variable \"${variable.Variable.Name.Value}\" cannot be non-input type \"{variable.Type}\".", variable.Type);
        return true;
    }
}
