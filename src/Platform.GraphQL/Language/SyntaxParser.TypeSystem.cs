using System.Collections.Immutable;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Language;

/// <content>The type-system definition language and its extensions (section 3).</content>
internal sealed partial class SyntaxParser
{
    private DefinitionNode? ParseTypeSystemDefinition(string keyword) => keyword switch
    {
        "schema" => ParseSchema(),
        "scalar" => ParseScalar(),
        "type" => ParseObjectType(),
        "interface" => ParseInterface(),
        "union" => ParseUnion(),
        "enum" => ParseEnum(),
        "input" => ParseInputObject(),
        "directive" => ParseDirectiveDefinition(),
        _ => null,
    };

    private DefinitionNode ParseExtension()
    {
        Token keyword = Lookahead();
        return keyword.Kind != TokenKind.Name ? throw Unexpected(keyword) : keyword.Value switch
        {
            "schema" => ParseSchemaExtension(),
            "scalar" => ParseScalarExtension(),
            "type" => ParseObjectTypeExtension(),
            "interface" => ParseInterfaceExtension(),
            "union" => ParseUnionExtension(),
            "enum" => ParseEnumExtension(),
            "input" => ParseInputObjectExtension(),
            _ => throw Unexpected(keyword),
        };
    }

    /// <summary>Consumes description and keyword, which every definition begins with.</summary>
    private (Token Start, StringValueNode? Description) Begin(string keyword)
    {
        Token start = token;
        StringValueNode? description = ParseDescription();
        ExpectKeyword(keyword);
        return (start, description);
    }

    /// <summary>Consumes <c>extend</c> and the keyword, which every extension begins with.</summary>
    private Token BeginExtension(string keyword)
    {
        Token start = token;
        ExpectKeyword("extend");
        ExpectKeyword(keyword);
        return start;
    }

    /// <summary>An extension that adds nothing is an error at the token where the addition should stand.</summary>
    private void RequireAddition(bool any)
    {
        if (!any)
            throw Unexpected(token);
    }

    private SchemaDefinitionNode ParseSchema()
    {
        (Token start, StringValueNode? description) = Begin("schema");
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<OperationTypeDefinitionNode> operationTypes =
            Many(TokenKind.BraceLeft, ParseOperationType, TokenKind.BraceRight);
        return new SchemaDefinitionNode(SpanFrom(start), description, directives, operationTypes);
    }

    private OperationTypeDefinitionNode ParseOperationType()
    {
        Token start = token;
        OperationKind operation = ParseOperationKind();
        Expect(TokenKind.Colon);
        NamedTypeNode type = ParseNamedType();
        return new OperationTypeDefinitionNode(SpanFrom(start), operation, type);
    }

    private ScalarTypeDefinitionNode ParseScalar()
    {
        (Token start, StringValueNode? description) = Begin("scalar");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        return new ScalarTypeDefinitionNode(SpanFrom(start), description, name, directives);
    }

    private ObjectTypeDefinitionNode ParseObjectType()
    {
        (Token start, StringValueNode? description) = Begin("type");
        NameNode name = ParseName();
        ImmutableArray<NamedTypeNode> interfaces = ParseInterfaces();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<FieldDefinitionNode> fields = ParseFields();
        return new ObjectTypeDefinitionNode(SpanFrom(start), description, name, interfaces, directives, fields);
    }

    private ImmutableArray<NamedTypeNode> ParseInterfaces() =>
        SkipKeyword("implements") ? Delimited(TokenKind.Ampersand, ParseNamedType) : [];

    private ImmutableArray<FieldDefinitionNode> ParseFields() =>
        OptionalMany(TokenKind.BraceLeft, ParseFieldDefinition, TokenKind.BraceRight);

    private FieldDefinitionNode ParseFieldDefinition()
    {
        Token start = token;
        StringValueNode? description = ParseDescription();
        NameNode name = ParseName();
        ImmutableArray<InputValueDefinitionNode> arguments = ParseArgumentDefinitions();
        Expect(TokenKind.Colon);
        TypeNode type = ParseTypeReference();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        return new FieldDefinitionNode(SpanFrom(start), description, name, arguments, type, directives);
    }

    private ImmutableArray<InputValueDefinitionNode> ParseArgumentDefinitions() =>
        OptionalMany(TokenKind.ParenLeft, ParseInputValue, TokenKind.ParenRight);

    private InputValueDefinitionNode ParseInputValue()
    {
        Token start = token;
        StringValueNode? description = ParseDescription();
        NameNode name = ParseName();
        Expect(TokenKind.Colon);
        TypeNode type = ParseTypeReference();
        ValueNode? defaultValue = Skip(TokenKind.Equals) ? ParseValueLiteral(isConst: true) : null;
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        return new InputValueDefinitionNode(SpanFrom(start), description, name, type, defaultValue, directives);
    }

    private InterfaceTypeDefinitionNode ParseInterface()
    {
        (Token start, StringValueNode? description) = Begin("interface");
        NameNode name = ParseName();
        ImmutableArray<NamedTypeNode> interfaces = ParseInterfaces();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<FieldDefinitionNode> fields = ParseFields();
        return new InterfaceTypeDefinitionNode(SpanFrom(start), description, name, interfaces, directives, fields);
    }

    private UnionTypeDefinitionNode ParseUnion()
    {
        (Token start, StringValueNode? description) = Begin("union");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<NamedTypeNode> types = ParseUnionMembers();
        return new UnionTypeDefinitionNode(SpanFrom(start), description, name, directives, types);
    }

    private ImmutableArray<NamedTypeNode> ParseUnionMembers() =>
        Skip(TokenKind.Equals) ? Delimited(TokenKind.Pipe, ParseNamedType) : [];

    private EnumTypeDefinitionNode ParseEnum()
    {
        (Token start, StringValueNode? description) = Begin("enum");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<EnumValueDefinitionNode> values = ParseEnumValues();
        return new EnumTypeDefinitionNode(SpanFrom(start), description, name, directives, values);
    }

    private ImmutableArray<EnumValueDefinitionNode> ParseEnumValues() =>
        OptionalMany(TokenKind.BraceLeft, ParseEnumValue, TokenKind.BraceRight);

    private EnumValueDefinitionNode ParseEnumValue()
    {
        Token start = token;
        StringValueNode? description = ParseDescription();
        if (token.Value is "true" or "false" or "null")
        {
            throw SyntaxException.At(
                token.Start, $"{token.Describe()} is reserved and cannot be used for an enum value.");
        }
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        return new EnumValueDefinitionNode(SpanFrom(start), description, name, directives);
    }

    private InputObjectTypeDefinitionNode ParseInputObject()
    {
        (Token start, StringValueNode? description) = Begin("input");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<InputValueDefinitionNode> fields = ParseInputFields();
        return new InputObjectTypeDefinitionNode(SpanFrom(start), description, name, directives, fields);
    }

    private ImmutableArray<InputValueDefinitionNode> ParseInputFields() =>
        OptionalMany(TokenKind.BraceLeft, ParseInputValue, TokenKind.BraceRight);

    private DirectiveDefinitionNode ParseDirectiveDefinition()
    {
        (Token start, StringValueNode? description) = Begin("directive");
        Expect(TokenKind.At);
        NameNode name = ParseName();
        ImmutableArray<InputValueDefinitionNode> arguments = ParseArgumentDefinitions();
        bool repeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        ImmutableArray<NameNode> locations = Delimited(TokenKind.Pipe, ParseDirectiveLocation);
        return new DirectiveDefinitionNode(SpanFrom(start), description, name, arguments, repeatable, locations);
    }

    private NameNode ParseDirectiveLocation()
    {
        Token start = token;
        NameNode name = ParseName();
        return DirectiveLocationNames.IsKnown(name.Value) ? name : throw Unexpected(start);
    }

    private SchemaExtensionNode ParseSchemaExtension()
    {
        Token start = BeginExtension("schema");
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<OperationTypeDefinitionNode> operationTypes =
            OptionalMany(TokenKind.BraceLeft, ParseOperationType, TokenKind.BraceRight);
        RequireAddition(directives.Length + operationTypes.Length > 0);
        return new SchemaExtensionNode(SpanFrom(start), directives, operationTypes);
    }

    private ScalarTypeExtensionNode ParseScalarExtension()
    {
        Token start = BeginExtension("scalar");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        RequireAddition(directives.Length > 0);
        return new ScalarTypeExtensionNode(SpanFrom(start), name, directives);
    }

    private ObjectTypeExtensionNode ParseObjectTypeExtension()
    {
        Token start = BeginExtension("type");
        NameNode name = ParseName();
        ImmutableArray<NamedTypeNode> interfaces = ParseInterfaces();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<FieldDefinitionNode> fields = ParseFields();
        RequireAddition(interfaces.Length + directives.Length + fields.Length > 0);
        return new ObjectTypeExtensionNode(SpanFrom(start), name, interfaces, directives, fields);
    }

    private InterfaceTypeExtensionNode ParseInterfaceExtension()
    {
        Token start = BeginExtension("interface");
        NameNode name = ParseName();
        ImmutableArray<NamedTypeNode> interfaces = ParseInterfaces();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<FieldDefinitionNode> fields = ParseFields();
        RequireAddition(interfaces.Length + directives.Length + fields.Length > 0);
        return new InterfaceTypeExtensionNode(SpanFrom(start), name, interfaces, directives, fields);
    }

    private UnionTypeExtensionNode ParseUnionExtension()
    {
        Token start = BeginExtension("union");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<NamedTypeNode> types = ParseUnionMembers();
        RequireAddition(directives.Length + types.Length > 0);
        return new UnionTypeExtensionNode(SpanFrom(start), name, directives, types);
    }

    private EnumTypeExtensionNode ParseEnumExtension()
    {
        Token start = BeginExtension("enum");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<EnumValueDefinitionNode> values = ParseEnumValues();
        RequireAddition(directives.Length + values.Length > 0);
        return new EnumTypeExtensionNode(SpanFrom(start), name, directives, values);
    }

    private InputObjectTypeExtensionNode ParseInputObjectExtension()
    {
        Token start = BeginExtension("input");
        NameNode name = ParseName();
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: true);
        ImmutableArray<InputValueDefinitionNode> fields = ParseInputFields();
        RequireAddition(directives.Length + fields.Length > 0);
        return new InputObjectTypeExtensionNode(SpanFrom(start), name, directives, fields);
    }
}
