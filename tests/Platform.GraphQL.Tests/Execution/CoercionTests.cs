using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Execution;

public sealed class CoercionTests
{
    private static readonly GraphQLSchema Schema = SchemaReader.Read("""
        enum Stage { NEW WON }
        input Line { amount: Float!, note: String = "none", stage: Stage }
        input Choice @oneOf { id: ID, name: String }
        scalar Any
        type Query {
          f(int: Int, float: Float, text: String, flag: Boolean, id: ID, stage: Stage, list: [Int], deep: [[Int!]], line: Line, choice: Choice,
            any: Any, hard: Int! = 5, lines: [Line!]): String
        }
        """);

    [Theory]
    [InlineData("Int", "2147483647", "2147483647")]
    [InlineData("Int", "1.0", "1")]
    [InlineData("Int", "-1e2", "-100")]
    [InlineData("Float", "3", "3")]
    [InlineData("Float", "1.5", "1.5")]
    [InlineData("String", "\"é😀\"", "\"\\u00E9\\uD83D\\uDE00\"")]
    [InlineData("ID", "17", "\"17\"")]
    [InlineData("ID", "\"x\"", "\"x\"")]
    [InlineData("[Int]", "1", "[1]")]
    [InlineData("[[Int]]", "1", "[[1]]")]
    [InlineData("[[Int]]", "[1,[2],null]", "[[1],[2],null]")]
    [InlineData("[Int]", "null", "null")]
    [InlineData("Line", """{"amount":1}""", """{"amount":1,"note":"none"}""")]
    [InlineData("Line", """{"note":null,"amount":1}""", """{"note":null,"amount":1}""")]
    [InlineData("Choice", """{"id":1}""", """{"id":"1"}""")]
    [InlineData("Any", """{"a":[1,null]}""", """{"a":[1,null]}""")]
    public void A_variable_becomes_the_value_of_its_type(string type, string json, string expected)
    {
        VariableValues values = Coerce($"query($x: {type}) {{ __typename }}", $$"""{"x":{{json}}}""");
        Assert.True(values.Success, string.Join(' ', values.Errors.Select(error => error.Message)));
        Assert.Equal(expected, JsonSerializer.Serialize(values.Values["x"]));
    }

    [Theory]
    [InlineData("Int", "1.5", "Int cannot represent non-integer value: 1.5")]
    [InlineData("Int", "\"1\"", "Int cannot represent non-integer value: \"1\"")]
    [InlineData("Int", "2147483648", "Int cannot represent non 32-bit signed integer value: 2147483648")]
    [InlineData("Int", "true", "Int cannot represent non-integer value: true")]
    [InlineData("Float", "1e999", "Float cannot represent non numeric value: 1e999")]
    [InlineData("String", "1", "String cannot represent a non string value: 1")]
    [InlineData("Boolean", "0", "Boolean cannot represent a non boolean value: 0")]
    [InlineData("ID", "1.5", "ID cannot represent value: 1.5")]
    [InlineData("Stage", "\"won\"", "Value \"won\" does not exist in \"Stage\" enum. Did you mean the enum value \"WON\"?")]
    [InlineData("Int!", "null", "Expected value of non-null type \"Int!\" not to be null.")]
    [InlineData("Line", "[]", "Expected value of type \"Line\" to be an object, found: [].")]
    [InlineData("String", "\"\\ud800\"", "String cannot represent a string with half of a surrogate pair")]
    public void A_wrong_variable_is_an_error_of_the_request(string type, string json, string message)
    {
        VariableValues values = Coerce($"query($x: {type}) {{ __typename }}", $$"""{"x":{{json}}}""");
        GraphQLError error = Assert.Single(values.Errors);
        Assert.Equal($"Variable \"$x\" has invalid value: {message}", error.Message);
        Assert.Equal((GraphQLErrorCode.BadUserInput, "VARIABLE_INVALID", 7), (error.Code, error.Reason, error.Locations[0].Column));
    }

    [Fact]
    public void Every_wrong_part_is_reported_with_its_path()
    {
        VariableValues values = Coerce(
            "query($x: [Line!]) { __typename }", """{"x":[{"amount":"a","stage":"OLD"},null,{"amont":1}]}""");
        Assert.Equal(
            [
                "Variable \"$x\" has invalid value at [0].amount: Float cannot represent non numeric value: \"a\"",
                "Variable \"$x\" has invalid value at [0].stage: Value \"OLD\" does not exist in \"Stage\" enum.",
                "Variable \"$x\" has invalid value at [1]: Expected value of non-null type \"Line!\" not to be null.",
                "Variable \"$x\" has invalid value at [2]: Expected value of type \"Line\" to include required field \"amount\", found: { amont: 1 }.",
                "Variable \"$x\" has invalid value at [2]: Expected value of type \"Line\" not to include unknown field \"amont\". Did you mean \"amount\"? Found: { amont: 1 }.",
            ],
            values.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Reported_errors_are_limited()
    {
        string items = string.Join(',', Enumerable.Repeat("\"a\"", 10_000));
        VariableValues values = Coerce("query($x: [Int]) { __typename }", $$"""{"x":[{{items}}]}""");
        Assert.Equal(51, values.Errors.Length);
        Assert.Equal("Too many errors processing variables, error limit reached. Execution aborted.", values.Errors[^1].Message);
    }

    [Fact]
    public void Absent_differs_from_null_and_unknown_variables_are_ignored()
    {
        VariableValues values = Coerce("query($a: Int, $b: Int, $c: Int = 1, $d: Int = 1) { __typename }", """{"b":null,"d":null,"z":1}""");
        Assert.Equal("""{"b":null,"c":1,"d":null}""", JsonSerializer.Serialize(values.Values!.OrderBy(value => value.Key).ToDictionary()));
    }

    [Fact]
    public void The_order_of_an_input_object_is_the_callers()
    {
        VariableValues values = Coerce("query($x: Line) { __typename }", """{"x":{"stage":null,"amount":1}}""");
        Assert.Equal(["stage", "amount", "note"], ((IReadOnlyDictionary<string, object?>)values.Values!["x"]!).Keys);
    }

    [Theory]
    [InlineData("{ f(list: 1) }", "{}", """{"list":[1],"hard":5}""")]
    [InlineData("query($a: Int) { f(int: $a) }", "{}", """{"hard":5}""")]
    [InlineData("query($a: Int) { f(int: $a) }", """{"a":null}""", """{"int":null,"hard":5}""")]
    [InlineData("query($a: Int) { f(hard: $a) }", "{}", """{"hard":5}""")]
    [InlineData("query($a: Int) { f(list: [1, $a]) }", "{}", """{"list":[1,null],"hard":5}""")]
    [InlineData("query($a: String) { f(line: {amount: 1, note: $a}) }", "{}", """{"line":{"amount":1,"note":"none"},"hard":5}""")]
    [InlineData("query($a: String) { f(line: {amount: 1, note: $a}) }", """{"a":null}""", """{"line":{"amount":1,"note":null},"hard":5}""")]
    [InlineData("query($a: Int) { f(any: {x: [$a, E]}) }", """{"a":7}""", """{"any":{"x":[7,"E"]},"hard":5}""")]
    public void Arguments_take_variables_and_defaults(string query, string variables, string expected)
    {
        IReadOnlyDictionary<string, object?> arguments = Arguments(query, variables, out GraphQLError? error);
        Assert.Null(error);
        Assert.Equal(expected, JsonSerializer.Serialize(arguments));
    }

    [Theory]
    [InlineData("query($a: Int = 1) { f(hard: $a) }", """{"a":null}""", "Argument \"Query.f(hard:)\" has invalid value: Expected variable \"$a\" provided to non-null type \"Int!\" not to be null.", 30)]
    [InlineData("query($a: Float = 1) { f(lines: [{amount: $a}]) }", """{"a":null}""", "Argument \"Query.f(lines:)\" has invalid value at [0].amount: Expected variable \"$a\" provided to non-null type \"Float!\" not to be null.", 43)]
    public void A_null_variable_at_a_non_null_position_is_an_error_of_the_field(string query, string variables, string message, int column)
    {
        Arguments(query, variables, out GraphQLError? error);
        Assert.Equal((message, column), (error?.Message, error?.Locations[0].Column ?? 0));
    }

    private static IReadOnlyDictionary<string, object?> Arguments(string query, string variables, out GraphQLError? error)
    {
        PreparedOperation prepared = PreparedOperation.Prepare(Schema, query, null);
        Assert.True(prepared.Success, string.Join(' ', prepared.Errors.Select(problem => problem.Message)));
        VariableValues values = VariableCoercion.Coerce(Schema, prepared.Operation, JsonElement.Parse(variables));
        FieldNode node = (FieldNode)prepared.Operation.SelectionSet.Selections[0];
        FieldDefinition field = Schema.Query.Fields.Find("f")!;
        return ArgumentCoercion.Coerce(field.Arguments, node.Arguments, values.Values!, "Query.f", node, out error);
    }

    private static VariableValues Coerce(string query, string variables) => VariableCoercion.Coerce(
        Schema,
        (OperationDefinitionNode)Platform.GraphQL.Language.Parser.Parse(query).Value!.Definitions[0],
        JsonElement.Parse(variables));
}
