using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>
/// Walks executable definitions depth first in source order and knows the types at each node. What the schema does not know is
/// null; nothing is assumed of the document but that it parsed. Type-system definitions and descriptions are not entered.
/// </summary>
internal abstract class TypedWalker(GraphQLSchema schema)
{
    private readonly Stack<GraphQLType?> types = new();
    private readonly Stack<NamedType?> parentTypes = new();
    private readonly Stack<FieldDefinition?> fields = new();
    private readonly List<GraphQLType?> inputTypes = [];
    private readonly Stack<ValueNode?> defaults = new();

    /// <summary>The nodes around the current one, outermost first.</summary>
    public List<SyntaxNode> Ancestors { get; } = [];

    /// <summary>The type of the current field, operation or fragment.</summary>
    public GraphQLType? Type => types.TryPeek(out GraphQLType? type) ? type : null;

    /// <summary>The composite type that the current selection set selects from.</summary>
    public NamedType? ParentType => parentTypes.TryPeek(out NamedType? type) ? type : null;

    /// <summary>The definition of the current field.</summary>
    public FieldDefinition? Field => fields.TryPeek(out FieldDefinition? definition) ? definition : null;

    /// <summary>How messages name the type that has the current field; meta fields belong to none.</summary>
    public string FieldOwner =>
        Field is { } definition && definition.Name.StartsWith("__", StringComparison.Ordinal) ? "<meta>" : ParentType?.Name ?? "";

    /// <summary>The definition of the directive that the walker is in.</summary>
    public DirectiveDefinition? Directive { get; private set; }

    /// <summary>The definition of the argument that the walker is in.</summary>
    public InputValueDefinition? Argument { get; private set; }

    /// <summary>The type expected of the current value.</summary>
    public GraphQLType? InputType => inputTypes.Count > 0 ? inputTypes[^1] : null;

    /// <summary>The type expected of the value around the current one.</summary>
    public GraphQLType? ParentInputType => inputTypes.Count > 1 ? inputTypes[^2] : null;

    /// <summary>The default of the position of the current value.</summary>
    public ValueNode? DefaultValue => defaults.TryPeek(out ValueNode? value) ? value : null;

    protected GraphQLSchema Schema => schema;

    /// <summary>Whether the walk should end at once.</summary>
    protected virtual bool Stopped => false;

    public void Walk(SyntaxNode node)
    {
        if (Stopped)
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        EnterTypes(node);
        if (Enter(node))
        {
            Ancestors.Add(node);
            WalkChildren(node);
            Ancestors.RemoveAt(Ancestors.Count - 1);
        }
        if (!Stopped)
            Leave(node);
        LeaveTypes(node);
    }

    /// <summary>Called before the children; returns whether to walk them.</summary>
    protected abstract bool Enter(SyntaxNode node);

    /// <summary>Called after the children, walked or not.</summary>
    protected abstract void Leave(SyntaxNode node);

    private void WalkChildren(SyntaxNode node)
    {
        switch (node)
        {
            case DocumentNode n:
                WalkAll(n.Definitions);
                break;
            case OperationDefinitionNode n:
                WalkAll(n.VariableDefinitions);
                WalkAll(n.Directives);
                Walk(n.SelectionSet);
                break;
            case FragmentDefinitionNode n:
                Walk(n.TypeCondition);
                WalkAll(n.Directives);
                Walk(n.SelectionSet);
                break;
            case VariableDefinitionNode n:
                Walk(n.Variable);
                Walk(n.Type);
                WalkOptional(n.DefaultValue);
                WalkAll(n.Directives);
                break;
            case SelectionSetNode n:
                WalkAll(n.Selections);
                break;
            case FieldNode n:
                WalkAll(n.Arguments);
                WalkAll(n.Directives);
                WalkOptional(n.SelectionSet);
                break;
            case FragmentSpreadNode n:
                WalkAll(n.Directives);
                break;
            case InlineFragmentNode n:
                WalkOptional(n.TypeCondition);
                WalkAll(n.Directives);
                Walk(n.SelectionSet);
                break;
            case DirectiveNode n:
                WalkAll(n.Arguments);
                break;
            case ArgumentNode n:
                Walk(n.Value);
                break;
            case ListValueNode n:
                WalkAll(n.Values);
                break;
            case ObjectValueNode n:
                WalkAll(n.Fields);
                break;
            case ObjectFieldNode n:
                Walk(n.Value);
                break;
            case ListTypeNode n:
                Walk(n.Type);
                break;
            case NonNullTypeNode n:
                Walk(n.Type);
                break;
        }
    }

    private void WalkAll<T>(ImmutableArray<T> nodes)
        where T : SyntaxNode
    {
        foreach (T node in nodes)
            Walk(node);
    }

    private void WalkOptional(SyntaxNode? node)
    {
        if (node is not null)
            Walk(node);
    }

    private void EnterTypes(SyntaxNode node)
    {
        switch (node)
        {
            case SelectionSetNode:
                parentTypes.Push(Type?.Named is { IsComposite: true } composite ? composite : null);
                break;
            case FieldNode n:
                FieldDefinition? field = ParentType is { } parent ? schema.FindField(parent, n.Name.Value) : null;
                fields.Push(field);
                types.Push(field?.Type);
                break;
            case DirectiveNode n:
                Directive = schema.FindDirective(n.Name.Value);
                break;
            case OperationDefinitionNode n:
                types.Push(schema.RootType(n.Operation));
                break;
            case InlineFragmentNode n:
                types.Push(n.TypeCondition is null ? Type?.Named : Output(schema.FindType(n.TypeCondition.Name.Value)));
                break;
            case FragmentDefinitionNode n:
                types.Push(Output(schema.FindType(n.TypeCondition.Name.Value)));
                break;
            case VariableDefinitionNode n:
                inputTypes.Add(Input(schema.Resolve(n.Type)));
                break;
            case ArgumentNode n:
                Argument = Directive is { } directive
                    ? directive.FindArgument(n.Name.Value)
                    : Field?.FindArgument(n.Name.Value);
                EnterInput(Argument);
                break;
            case ListValueNode:
                inputTypes.Add((InputType?.Nullable as ListType)?.Item);
                defaults.Push(null);
                break;
            case ObjectFieldNode n:
                EnterInput((InputType?.Named as InputObjectType)?.Fields.Find(n.Name.Value));
                break;
        }
    }

    private void EnterInput(InputValueDefinition? definition)
    {
        inputTypes.Add(Input(definition?.Type));
        defaults.Push(definition?.DefaultValue);
    }

    private void LeaveTypes(SyntaxNode node)
    {
        switch (node.Kind)
        {
            case SyntaxKind.SelectionSet:
                parentTypes.Pop();
                break;
            case SyntaxKind.Field:
                fields.Pop();
                types.Pop();
                break;
            case SyntaxKind.Directive:
                Directive = null;
                break;
            case SyntaxKind.OperationDefinition or SyntaxKind.InlineFragment or SyntaxKind.FragmentDefinition:
                types.Pop();
                break;
            case SyntaxKind.VariableDefinition:
                inputTypes.RemoveAt(inputTypes.Count - 1);
                break;
            case SyntaxKind.Argument:
                Argument = null;
                LeaveInput();
                break;
            case SyntaxKind.ListValue or SyntaxKind.ObjectField:
                LeaveInput();
                break;
        }
    }

    private void LeaveInput()
    {
        inputTypes.RemoveAt(inputTypes.Count - 1);
        defaults.Pop();
    }

    private static NamedType? Output(NamedType? type) => type is { IsOutput: true } ? type : null;

    private static GraphQLType? Input(GraphQLType? type) => type is { IsInput: true } ? type : null;
}
