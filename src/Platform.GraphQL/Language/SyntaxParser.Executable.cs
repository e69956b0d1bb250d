using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Language;

/// <content>Documents, operations, selections, values, directives and type references (sections 2.2 to 2.13).</content>
internal sealed partial class SyntaxParser
{
    public DocumentNode ParseDocument()
    {
        ImmutableArray<DefinitionNode> definitions = Many(TokenKind.StartOfFile, ParseDefinition, TokenKind.EndOfFile);
        return new DocumentNode(new SourceSpan(0, lexer.Source.Length, 1, 1), definitions, tokenCount);
    }

    public ValueNode ParseValueLiteral(bool isConst)
    {
        Token start = token;
        switch (start.Kind)
        {
            case TokenKind.BracketLeft:
                return ParseList(isConst);
            case TokenKind.BraceLeft:
                return ParseObject(isConst);
            case TokenKind.Int:
                Advance();
                return new IntValueNode(SpanFrom(start), start.Value!);
            case TokenKind.Float:
                Advance();
                return new FloatValueNode(SpanFrom(start), start.Value!);
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                Advance();
                return start.Value switch
                {
                    "true" => new BooleanValueNode(SpanFrom(start), true),
                    "false" => new BooleanValueNode(SpanFrom(start), false),
                    "null" => new NullValueNode(SpanFrom(start)),
                    _ => new EnumValueNode(SpanFrom(start), start.Value!),
                };
            case TokenKind.Dollar when isConst:
                Advance();
                throw Peek(TokenKind.Name)
                    ? SyntaxException.At(start.Start, $"Unexpected variable \"${token.Value}\" in constant value.")
                    : Unexpected(start);
            case TokenKind.Dollar:
                return ParseVariable();
            default:
                throw Unexpected(start);
        }
    }

    public TypeNode ParseTypeReference()
    {
        Token start = token;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            EnterNesting();
            TypeNode inner = ParseTypeReference();
            LeaveNesting();
            Expect(TokenKind.BracketRight);
            type = new ListTypeNode(SpanFrom(start), inner);
        }
        else
        {
            type = ParseNamedType();
        }
        return Skip(TokenKind.Bang) ? new NonNullTypeNode(SpanFrom(start), type) : type;
    }

    private DefinitionNode ParseDefinition()
    {
        if (Peek(TokenKind.BraceLeft))
            return ParseOperation();
        bool described = PeekDescription();
        Token keyword = described ? Lookahead() : token;
        if (described && keyword.Kind == TokenKind.BraceLeft)
        {
            throw SyntaxException.At(
                token.Start, "Unexpected description, descriptions are not supported on shorthand queries.");
        }
        if (keyword.Kind != TokenKind.Name)
            throw Unexpected(keyword);
        switch (keyword.Value)
        {
            case "query" or "mutation" or "subscription":
                return ParseOperation();
            case "fragment":
                return ParseFragmentDefinition();
        }
        if (ParseTypeSystemDefinition(keyword.Value!) is { } definition)
            return definition;
        if (described)
        {
            throw SyntaxException.At(
                token.Start, "Unexpected description, only GraphQL definitions support descriptions.");
        }
        return keyword.Value == "extend" ? ParseExtension() : throw Unexpected(keyword);
    }

    private OperationDefinitionNode ParseOperation()
    {
        Token start = token;
        if (Peek(TokenKind.BraceLeft))
        {
            SelectionSetNode selections = ParseSelectionSet();
            return new OperationDefinitionNode(SpanFrom(start), null, OperationKind.Query, null, [], [], selections);
        }
        StringValueNode? description = ParseDescription();
        OperationKind operation = ParseOperationKind();
        NameNode? name = Peek(TokenKind.Name) ? ParseName() : null;
        ImmutableArray<VariableDefinitionNode> variables =
            OptionalMany(TokenKind.ParenLeft, ParseVariableDefinition, TokenKind.ParenRight);
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: false);
        SelectionSetNode selectionSet = ParseSelectionSet();
        return new OperationDefinitionNode(
            SpanFrom(start), description, operation, name, variables, directives, selectionSet);
    }

    private OperationKind ParseOperationKind()
    {
        Token keyword = Expect(TokenKind.Name);
        return keyword.Value switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw Unexpected(keyword),
        };
    }

    private VariableDefinitionNode ParseVariableDefinition()
    {
        Token start = token;
        StringValueNode? description = ParseDescription();
        VariableNode variable = ParseVariable();
        Expect(TokenKind.Colon);
        TypeNode type = ParseTypeReference();
        ValueNode? defaultValue = Skip(TokenKind.Equals) ? ParseValueLiteral(isConst: true) : null;
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        return new VariableDefinitionNode(SpanFrom(start), description, variable, type, defaultValue, directives);
    }

    private VariableNode ParseVariable()
    {
        Token start = Expect(TokenKind.Dollar);
        NameNode name = ParseName();
        return new VariableNode(SpanFrom(start), name);
    }

    private SelectionSetNode ParseSelectionSet()
    {
        Token start = token;
        EnterNesting();
        ImmutableArray<SelectionNode> selections = Many(TokenKind.BraceLeft, ParseSelection, TokenKind.BraceRight);
        LeaveNesting();
        return new SelectionSetNode(SpanFrom(start), selections);
    }

    private SelectionNode ParseSelection() => Peek(TokenKind.Spread) ? ParseFragment() : ParseField();

    private FieldNode ParseField()
    {
        Token start = token;
        NameNode name = ParseName();
        NameNode? alias = null;
        if (Skip(TokenKind.Colon))
            (alias, name) = (name, ParseName());
        ImmutableArray<ArgumentNode> arguments = ParseArguments(isConst: false);
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: false);
        SelectionSetNode? selectionSet = Peek(TokenKind.BraceLeft) ? ParseSelectionSet() : null;
        return new FieldNode(SpanFrom(start), alias, name, arguments, directives, selectionSet);
    }

    private SelectionNode ParseFragment()
    {
        Token start = Expect(TokenKind.Spread);
        bool conditional = SkipKeyword("on");
        if (!conditional && Peek(TokenKind.Name))
        {
            NameNode name = ParseFragmentName();
            ImmutableArray<DirectiveNode> spreadDirectives = ParseDirectives(isConst: false);
            return new FragmentSpreadNode(SpanFrom(start), name, spreadDirectives);
        }
        NamedTypeNode? typeCondition = conditional ? ParseNamedType() : null;
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: false);
        SelectionSetNode selectionSet = ParseSelectionSet();
        return new InlineFragmentNode(SpanFrom(start), typeCondition, directives, selectionSet);
    }

    private FragmentDefinitionNode ParseFragmentDefinition()
    {
        Token start = token;
        StringValueNode? description = ParseDescription();
        ExpectKeyword("fragment");
        NameNode name = ParseFragmentName();
        ExpectKeyword("on");
        NamedTypeNode typeCondition = ParseNamedType();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: false);
        SelectionSetNode selectionSet = ParseSelectionSet();
        return new FragmentDefinitionNode(SpanFrom(start), description, name, typeCondition, directives, selectionSet);
    }

    private NameNode ParseFragmentName() => token.Value == "on" ? throw Unexpected(token) : ParseName();

    private NameNode ParseName()
    {
        Token name = Expect(TokenKind.Name);
        return new NameNode(SpanFrom(name), name.Value!);
    }

    private ImmutableArray<ArgumentNode> ParseArguments(bool isConst) => OptionalMany(
        TokenKind.ParenLeft,
        () =>
        {
            Token start = token;
            NameNode name = ParseName();
            Expect(TokenKind.Colon);
            ValueNode value = ParseValueLiteral(isConst);
            return new ArgumentNode(SpanFrom(start), name, value);
        },
        TokenKind.ParenRight);

    private StringValueNode ParseString()
    {
        Token text = Advance();
        return new StringValueNode(SpanFrom(text), text.Value!, text.Kind == TokenKind.BlockString);
    }

    private ListValueNode ParseList(bool isConst)
    {
        Token start = token;
        EnterNesting();
        ImmutableArray<ValueNode> values =
            Any(TokenKind.BracketLeft, () => ParseValueLiteral(isConst), TokenKind.BracketRight);
        LeaveNesting();
        return new ListValueNode(SpanFrom(start), values);
    }

    private ObjectValueNode ParseObject(bool isConst)
    {
        Token start = token;
        EnterNesting();
        ImmutableArray<ObjectFieldNode> fields =
            Any(TokenKind.BraceLeft, () => ParseObjectField(isConst), TokenKind.BraceRight);
        LeaveNesting();
        return new ObjectValueNode(SpanFrom(start), fields);
    }

    private ObjectFieldNode ParseObjectField(bool isConst)
    {
        Token start = token;
        NameNode name = ParseName();
        Expect(TokenKind.Colon);
        ValueNode value = ParseValueLiteral(isConst);
        return new ObjectFieldNode(SpanFrom(start), name, value);
    }

    private ImmutableArray<DirectiveNode> ParseDirectives(bool isConst)
    {
        if (!Peek(TokenKind.At))
            return [];
        ImmutableArray<DirectiveNode>.Builder directives = ImmutableArray.CreateBuilder<DirectiveNode>();
        while (Peek(TokenKind.At))
        {
            Token start = Advance();
            NameNode name = ParseName();
            ImmutableArray<ArgumentNode> arguments = ParseArguments(isConst);
            directives.Add(new DirectiveNode(SpanFrom(start), name, arguments));
        }
        return directives.DrainToImmutable();
    }

    private NamedTypeNode ParseNamedType()
    {
        Token start = token;
        NameNode name = ParseName();
        return new NamedTypeNode(SpanFrom(start), name);
    }

    private bool PeekDescription() => Peek(TokenKind.String) || Peek(TokenKind.BlockString);

    private StringValueNode? ParseDescription() => PeekDescription() ? ParseString() : null;
}
