using System.Text;
using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;
using Xunit;

namespace Platform.GraphQL.Tests.Execution;

public sealed class GraphQLRequestTests
{
    [Theory]
    [InlineData("", "REQUEST_NOT_JSON")]
    [InlineData("{", "REQUEST_NOT_JSON")]
    [InlineData("{\"query\":\"{a}\",\"query\":\"{b}\"}", "REQUEST_NOT_JSON")]
    [InlineData("\"{a}\"", "REQUEST_NOT_OBJECT")]
    [InlineData("null", "REQUEST_NOT_OBJECT")]
    [InlineData("[{\"query\":\"{a}\"}]", "REQUEST_BATCHED")]
    [InlineData("{}", "QUERY_MISSING")]
    [InlineData("{\"query\":null}", "QUERY_MISSING")]
    [InlineData("{\"query\":\"\"}", "QUERY_MISSING")]
    [InlineData("{\"query\":1}", "REQUEST_NOT_TEXT")]
    [InlineData("{\"query\":\"{a}\\ud800\"}", "REQUEST_NOT_TEXT")]
    [InlineData("{\"query\":\"{a}\",\"operationName\":[]}", "REQUEST_NOT_TEXT")]
    [InlineData("{\"query\":\"{a}\",\"variables\":[]}", "VARIABLES_NOT_OBJECT")]
    [InlineData("{\"query\":\"{a}\",\"extensions\":1}", "EXTENSIONS_NOT_OBJECT")]
    public void A_malformed_request_has_its_reason(string body, string reason)
    {
        ParseResult<GraphQLRequest> result = GraphQLRequest.Parse(Encoding.UTF8.GetBytes(body));
        Assert.Equal((GraphQLErrorCode.BadUserInput, reason), (result.Error?.Code, result.Error?.Reason));
    }

    [Fact]
    public void All_parts_of_a_request_are_read()
    {
        GraphQLRequest? request = GraphQLRequest.Parse(
            """{"query":"query A { a }","operationName":"A","variables":{"x":1},"extensions":{"y":2},"other":[]}"""u8.ToArray()).Value;
        Assert.NotNull(request);
        Assert.Equal(("query A { a }", "A"), (request.Query, request.OperationName));
        Assert.Equal(1, request.Variables.GetProperty("x").GetInt32());
        Assert.Equal(2, request.Extensions.GetProperty("y").GetInt32());
    }

    [Fact]
    public void Null_parts_are_as_good_as_absent()
    {
        GraphQLRequest? request = GraphQLRequest.Parse(
            """{"query":"{ a }","operationName":null,"variables":null,"extensions":null}"""u8.ToArray()).Value;
        Assert.Equal((null, JsonValueKind.Undefined), (request?.OperationName, request?.Variables.ValueKind));
    }

    [Theory]
    [InlineData("""{"documentId":"sha256:1"}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"1"}}}""")]
    public void A_request_may_name_its_document_instead(string body) =>
        Assert.True(GraphQLRequest.Parse(Encoding.UTF8.GetBytes(body)).Success);

    [Fact]
    public void Deep_json_is_refused_without_overflow()
    {
        string body = "{\"query\":\"{a}\",\"variables\":{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";
        Assert.Equal("REQUEST_NOT_JSON", GraphQLRequest.Parse(Encoding.UTF8.GetBytes(body)).Error?.Reason);
    }

    [Fact]
    public void Parameters_of_a_get_are_read_like_a_body()
    {
        GraphQLRequest? request = GraphQLRequest.FromParameters("{ a }", variables: """{"x":1}""").Value;
        Assert.Equal(1, request?.Variables.GetProperty("x").GetInt32());
        Assert.Equal("REQUEST_NOT_JSON", GraphQLRequest.FromParameters("{ a }", variables: "{").Error?.Reason);
        Assert.Equal("VARIABLES_NOT_OBJECT", GraphQLRequest.FromParameters("{ a }", variables: "[]").Error?.Reason);
        Assert.Equal("QUERY_MISSING", GraphQLRequest.FromParameters(null).Error?.Reason);
    }

    [Fact]
    public void The_operation_is_chosen_by_name_or_is_the_only_one()
    {
        Assert.Equal("A", Choose("query A { a } query B { a }", "A").Operation?.Name?.Value);
        Assert.NotNull(Choose("{ a }", null).Operation);
        Assert.Equal("Unknown operation named \"C\".", Assert.Single(Choose("query A { a } query B { a }", "C").Errors).Message);
        Assert.Equal(
            "Must provide operation name if query contains multiple operations.",
            Assert.Single(Choose("query A { a } query B { a }", null).Errors).Message);
        Assert.Equal("Must provide an operation.", Assert.Single(Choose("fragment F on T { a }", null).Errors).Message);
    }

    private static PreparedOperation Choose(string query, string? name) =>
        PreparedOperation.Choose(Parser.Parse(query).Value!, name);
}
