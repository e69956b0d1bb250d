using System.Buffers;
using System.Text;
using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Execution;

public sealed class ExecutorTests
{
    private readonly List<string> log = [];

    [Fact]
    public async Task Keys_stand_in_the_order_of_collected_fields_and_merge_across_fragments() => Assert.Equal(
        """{"data":{"b":{"name":"B","id":"1"},"a":"A","__typename":"Query"}}""",
        await RunAsync("{ ...F a ... on Query { b { id } __typename } } fragment F on Query { b { name } }"));

    [Fact]
    public async Task A_selection_whose_fields_are_all_left_out_is_an_empty_object() => Assert.Equal(
        """{"data":{"b":{}}}""", await RunAsync("query($no: Boolean!) { b { name @include(if: $no) id @skip(if: true) } }", """{"no":false}"""));

    [Fact]
    public async Task Null_travels_to_the_nearest_nullable_parent() => Assert.Equal(
        """{"errors":[{"message":"broken","locations":[{"line":1,"column":30}],"path":["x","list",1,"hard"],"extensions":{"code":"NOT_FOUND"}}],"data":{"x":{"list":[{"hard":1},null]}}}""",
        await RunAsync("{ x: b { list(broken: [1]) { hard } } }"));

    [Fact]
    public async Task An_error_at_a_non_null_root_field_leaves_no_data() => Assert.Equal(
        """{"errors":[{"message":"Cannot return null for non-nullable field Query.must.","locations":[{"line":1,"column":3}],"path":["must"],"extensions":{"code":"INTERNAL"}}],"data":null}""",
        await RunAsync("{ must }"));

    [Fact]
    public async Task An_exception_tells_nothing_of_itself() => Assert.Equal(
        """{"errors":[{"message":"Internal error.","locations":[{"line":1,"column":3}],"path":["explode"],"extensions":{"code":"INTERNAL"}}],"data":{"explode":null}}""",
        await RunAsync("{ explode }"));

    [Fact]
    public async Task Root_fields_of_a_mutation_run_one_after_another()
    {
        await RunAsync("mutation { a: write(text: \"1\") b: write(text: \"2\") c: write(text: \"3\") }");
        Assert.Equal(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"], log);
    }

    [Fact]
    public async Task Introspection_stands_beside_data() => Assert.Equal(
        """{"data":{"a":"A","__schema":{"queryType":{"name":"Query"}},"t":{"kind":"OBJECT","fields":[{"name":"id"},{"name":"name"},{"name":"list"},{"name":"hard"}]},"none":null}}""",
        await RunAsync("{ a __schema { queryType { name } } t: __type(name: \"Item\") { kind fields { name } } none: __type(name: \"X\") { kind } }"));

    [Fact]
    public async Task Deprecated_members_are_listed_only_on_request()
    {
        const string Query = "query($d: Boolean!) { __type(name: \"Query\") { fields(includeDeprecated: $d) { name args(includeDeprecated: $d) { name isDeprecated } } } }";
        string without = await RunAsync(Query, """{"d":false}"""), with = await RunAsync(Query, """{"d":true}""");
        Assert.DoesNotContain("\"old\"", without, StringComparison.Ordinal);
        Assert.Contains("""{"name":"old","args":[{"name":"was","isDeprecated":true}]}""", with, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_condition_is_an_error_of_the_object_around_it() => Assert.Equal(
        """{"errors":[{"message":"Argument \"@skip(if:)\" has invalid value: Expected variable \"$s\" provided to non-null type \"Boolean!\" not to be null.","locations":[{"line":1,"column":50}],"path":["b"],"extensions":{"code":"BAD_USER_INPUT","reason":"VARIABLE_INVALID"}}],"data":{"a":"A","b":null}}""",
        await RunAsync("query($s: Boolean = true) { a b { name @skip(if: $s) } }", """{"s":null}"""));

    [Fact]
    public async Task Members_of_json_dictionaries_and_objects_need_no_resolver() => Assert.Equal(
        """{"data":{"json":{"id":"7","name":"J"},"clr":{"id":"8","name":"C"}}}""",
        await RunAsync("{ json { id name } clr { id name } }"));

    [Fact]
    public async Task Cancellation_ends_the_execution()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        PreparedOperation prepared = PreparedOperation.Prepare(Schema(), "{ a }", null);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Executor.ExecuteAsync(
            Schema(), prepared.Document!, prepared.Operation!, new Dictionary<string, object?>(), cancellationToken: source.Token));
    }

    [Fact]
    public void A_request_error_has_no_data()
    {
        ArrayBufferWriter<byte> output = new();
        ResponseWriter.WriteRequestErrors(output, [.. PreparedOperation.Prepare(Schema(), "{ a", null).Errors]);
        Assert.Equal(
            """{"errors":[{"message":"Syntax Error: Expected Name, found <EOF>.","locations":[{"line":1,"column":4}],"extensions":{"code":"BAD_USER_INPUT","reason":"SYNTAX"}}]}""",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private GraphQLSchema Schema() => SchemaReader.Read(
        """
        type Item { id: ID! name: String list(broken: [Int!]): [Item] hard: Int! }
        type Query { a: String b: Item must: Int! explode: Int json: Item clr: Item old(was: Int @deprecated): Int @deprecated }
        type Mutation { write(text: String!): String }
        """,
        extensionOf: (type, field) => (type, field) switch
        {
            ("Query", "a") => Give(_ => "A"),
            ("Query", "b") => Give(_ => new Dictionary<string, object?> { ["id"] = 1, ["name"] = "B" }),
            ("Query", "must") => Give(_ => null),
            ("Query", "explode") => Give(_ => throw new InvalidOperationException("the password is 1234")),
            ("Query", "json") => Give(_ => JsonElement.Parse("""{"id":"7","name":"J"}""")),
            ("Query", "clr") => Give(_ => new { Id = 8, Name = "C" }),
            ("Item", "list") => Give(context => Enumerable.Range(0, 2).Select(index => new Dictionary<string, object?>
            {
                ["bad"] = context.Argument<IReadOnlyList<object?>>("broken")!.Contains(index),
            })),
            ("Item", "hard") => Give(context => ((IReadOnlyDictionary<string, object?>)context.Source!)["bad"] is true
                ? FieldErrors.Of(new GraphQLError("broken") { Code = GraphQLErrorCode.NotFound })
                : 1),
            ("Mutation", "write") => (FieldResolver)WriteAsync,
            _ => null,
        });

    private static FieldResolver Give(Func<ResolveContext, object?> value) => context => ValueTask.FromResult(value(context));

    private async ValueTask<object?> WriteAsync(ResolveContext context)
    {
        string text = context.Argument<string>("text")!;
        log.Add($"begin {text}");
        await Task.Yield();
        log.Add($"end {text}");
        return text;
    }

    private async Task<string> RunAsync(string query, string variables = "{}")
    {
        GraphQLSchema schema = Schema();
        PreparedOperation prepared = PreparedOperation.Prepare(schema, query, null);
        Assert.True(prepared.Success, string.Join(' ', prepared.Errors.Select(error => error.Message)));
        VariableValues values = VariableCoercion.Coerce(schema, prepared.Operation, JsonElement.Parse(variables));
        ExecutionResult result = await Executor.ExecuteAsync(
            schema, prepared.Document, prepared.Operation, values.Values!, cancellationToken: TestContext.Current.CancellationToken);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
