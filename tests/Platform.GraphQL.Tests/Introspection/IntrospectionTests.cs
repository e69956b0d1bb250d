using System.Buffers;
using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Xunit;

namespace Platform.GraphQL.Tests.Introspection;

public sealed class IntrospectionTests
{
    private static readonly GraphQLSchema Schema = SchemaReader.Read("""
        directive @note(text: String, old: Int @deprecated) repeatable on FIELD | QUERY
        scalar Money @specifiedBy(url: "https://example.com/money")
        enum Stage { NEW OLD @deprecated(reason: "Use NEW.") }
        input Key @oneOf { id: ID old: Int @deprecated }
        type Query { now(key: Key, old: Int @deprecated): Money old: Stage @deprecated }
        """);

    /// <summary>Where deprecated members are listed: fields, arguments of fields, values of enumerations, fields of input objects, arguments of directives.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "__type(name: \"Query\") { list: fields# { name } }", "now" },
        { "__type(name: \"Query\") { fields { list: args# { name } } }", "key" },
        { "__type(name: \"Stage\") { list: enumValues# { name } }", "NEW" },
        { "__type(name: \"Key\") { list: inputFields# { name } }", "id" },
        { "__schema { directives { list: args# { name } } }", "text" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Deprecated_members_are_listed_where_they_are_asked_for_alone(string selection, string kept)
    {
        foreach (string without in (string[])["", "(includeDeprecated: false)", "(includeDeprecated: $default)"])
        {
            string answer = await RunAsync(selection.Replace("#", without, StringComparison.Ordinal));
            Assert.Contains($"\"{kept}\"", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("old", answer, StringComparison.OrdinalIgnoreCase);
        }

        foreach (string with in (string[])["(includeDeprecated: true)", "(includeDeprecated: $all)"])
        {
            string answer = await RunAsync(selection.Replace("#", with, StringComparison.Ordinal));
            Assert.Contains($"\"{kept}\"", answer, StringComparison.Ordinal);
            Assert.Contains("\"old\"", answer, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task What_a_kind_of_type_has_not_is_null() => Assert.Equal(
        """
        {"key":{"kind":"INPUT_OBJECT","isOneOf":true,"specifiedByURL":null,"fields":null,"interfaces":null,"possibleTypes":null,"enumValues":null,"ofType":null},"money":{"isOneOf":null,"specifiedByURL":"https://example.com/money","inputFields":null},"__schema":{"directives":[{"name":"include","isRepeatable":false},{"name":"skip","isRepeatable":false},{"name":"deprecated","isRepeatable":false},{"name":"specifiedBy","isRepeatable":false},{"name":"oneOf","isRepeatable":false},{"name":"note","isRepeatable":true}]}}
        """.Trim(),
        await RunAsync("""
            key: __type(name: "Key") { kind isOneOf specifiedByURL fields { name } interfaces { name } possibleTypes { name } enumValues { name } ofType { name } }
            money: __type(name: "Money") { isOneOf specifiedByURL inputFields { name } }
            __schema { directives { name isRepeatable } }
            """));

    private static async Task<string> RunAsync(string selection)
    {
        string declared = string.Join(", ", new[] { "default", "all" }.Where(v => selection.Contains("$" + v, StringComparison.Ordinal)).Select(v => $"${v}: Boolean! = {(v == "all" ? "true" : "false")}"));
        PreparedOperation prepared = PreparedOperation.Prepare(Schema, $"query Q{(declared.Length > 0 ? $"({declared})" : "")} {{ {selection} }}", null);
        Assert.True(prepared.Success, string.Join(' ', prepared.Errors.Select(error => error.Message)));
        VariableValues values = VariableCoercion.Coerce(Schema, prepared.Operation, JsonElement.Parse("{}"));
        ExecutionResult result = await Executor.ExecuteAsync(
            Schema, prepared.Document, prepared.Operation, values.Values!, cancellationToken: TestContext.Current.CancellationToken);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        using JsonDocument answer = JsonDocument.Parse(output.WrittenMemory);
        return answer.RootElement.GetProperty("data").GetRawText();
    }
}
