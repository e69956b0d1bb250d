using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Types;

public sealed class SchemaTests
{
    [Fact]
    public void A_schema_on_demand_builds_only_what_is_asked_for()
    {
        TypeRegistry registry = Registry(500);
        GraphQLSchema schema = new(registry, registry.Get<ObjectType>("Query"));
        int before = registry.BuiltCount;

        FieldDefinition? field = schema.FindField(schema.Query, "object7");
        Assert.Equal("Object7", field?.Type.Named.Name);
        Assert.Same(field, schema.FindField(schema.Query, "object7"));
        Assert.Equal(before + 1, registry.BuiltCount);
        Assert.Null(schema.FindField(schema.Query, "object500"));

        Assert.Equal(501 + BuiltInScalars.All.Length + IntrospectionTypes.All.Length, schema.AllTypes.Length);
        Assert.Equal(schema.TypeNames, schema.AllTypes.Select(type => type.Name));
    }

    [Fact]
    public void Types_are_the_same_instance_for_every_thread()
    {
        TypeRegistry registry = Registry(50);
        GraphQLSchema schema = new(registry, registry.Get<ObjectType>("Query"));
        FieldDefinition?[][] seen = new FieldDefinition?[16][];
        Parallel.For(0, 16, i => seen[i] = [.. Enumerable.Range(0, 50).Select(n => schema.FindField(schema.Query, $"object{n}"))]);
        Assert.All(seen, fields => Assert.Equal(seen[0], fields));
        Assert.All(seen[0], field => Assert.Same(schema.FindType(field!.Type.Named.Name), field.Type.Named));
    }

    [Fact]
    public void Meta_fields_stand_where_the_specification_puts_them()
    {
        GraphQLSchema schema = GraphQLSchema.Of(new ObjectType("Query", Members.Of(new FieldDefinition("a", BuiltInScalars.Int))));
        Assert.NotNull(schema.FindField(schema.Query, "__schema"));
        Assert.NotNull(schema.FindField(schema.Query, "__type"));
        Assert.NotNull(schema.FindField(IntrospectionTypes.Type, "__typename"));
        Assert.Null(schema.FindField(IntrospectionTypes.Type, "__schema"));

        GraphQLSchema closed = new(TypeRegistry.Of([schema.Query]), schema.Query) { IntrospectionEnabled = false };
        Assert.Null(closed.FindField(closed.Query, "__schema"));
        Assert.NotNull(closed.FindField(closed.Query, "__typename"));
        Assert.NotNull(closed.RootType(OperationKind.Query));
        Assert.Null(closed.RootType(OperationKind.Mutation));
    }

    [Fact]
    public void Names_are_checked_when_the_schema_is_made()
    {
        Assert.Throws<ArgumentException>(() => new FieldDefinition("a b", BuiltInScalars.Int));
        Assert.Throws<ArgumentException>(() => new EnumValueDefinition("true"));
        Assert.Throws<ArgumentException>(() => Members.Of(new EnumValueDefinition("A"), new EnumValueDefinition("A")).Count);
    }

    [Fact]
    public void The_printed_schema_is_in_the_order_of_names()
    {
        InterfaceType node = new("Node", Members.Of(new FieldDefinition("id", BuiltInScalars.Id.AsNonNull())));
        ObjectType account = new(
            "Account",
            Members.Of(
                new FieldDefinition("id", BuiltInScalars.Id.AsNonNull()) { Description = "The key." },
                new FieldDefinition("name", BuiltInScalars.String, [new InputValueDefinition("short", BuiltInScalars.Boolean.AsNonNull(), new BooleanValueNode(default, false))])
                {
                    DeprecationReason = "Use \"title\".",
                }),
            () => [node]);
        ObjectType query = new("Query", Members.Of(new FieldDefinition("account", account)));
        GraphQLSchema schema = GraphQLSchema.Of(query, types:
        [
            new UnionType("Any", () => [account]),
            new EnumType("Stage", Members.Of(new EnumValueDefinition("WON"), new EnumValueDefinition("LOST") { DeprecationReason = "No longer supported" })),
            new InputObjectType("Key", Members.Of(new InputValueDefinition("id", BuiltInScalars.Id), new InputValueDefinition("name", BuiltInScalars.String))) { IsOneOf = true },
            new ScalarType("Decimal", input => ScalarResult.Of(input.Text)) { SpecifiedByUrl = "https://example.com/decimal", Description = "Exact." },
        ]);
        const string Expected = """"
            type Account implements Node {
              """The key."""
              id: ID!
              name(short: Boolean! = false): String @deprecated(reason: "Use \"title\".")
            }

            union Any = Account

            """Exact."""
            scalar Decimal @specifiedBy(url: "https://example.com/decimal")

            input Key @oneOf {
              id: ID
              name: String
            }

            interface Node {
              id: ID!
            }

            type Query {
              account: Account
            }

            enum Stage {
              WON
              LOST @deprecated
            }

            """";
        Assert.Equal(Expected, SchemaPrinter.Print(schema));
        Assert.True(schema.IsPossibleType(node, account));
        Assert.True(schema.IsSubType(account.AsNonNull().AsList(), node.AsList()));
        Assert.False(schema.IsSubType(node.AsList(), account.AsList()));
    }

    private static TypeRegistry Registry(int objects)
    {
        MemberNames names = new(Enumerable.Range(0, objects).Select(i => $"object{i}"));
        return new TypeRegistry(
            () => Enumerable.Range(0, objects).Select(i => $"Object{i}").Append("Query"),
            (types, name) => name == "Query"
                ? new ObjectType("Query", Members.OnDemand(names, field => new FieldDefinition(field, types.Get<ObjectType>("O" + field[1..]))))
                : new ObjectType(name, Members.Deferred(() => Enumerable.Range(0, 60).Select(i => new FieldDefinition($"f{i}", BuiltInScalars.String)))));
    }
}
