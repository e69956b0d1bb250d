using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Requests that are meant to harm, over HTTP: each is refused within a second and leaves the host as it was.</summary>
public sealed class HostileRequestTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly string Doubling = string.Concat(Enumerable.Range(0, 30).Select(i =>
        $"fragment F{i} on Query {{ a{i}: departments {{ totalCount }} ...F{i + 1} ...F{i + 1} }} ")) + "fragment F30 on Query { __typename } { ...F0 }";

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string path in new[] { "/graphql", "/metadata" })
                foreach (string name in Bodies().Keys) cases.Add(path, name);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_hostile_request_is_answered_within_a_second(string path, string name)
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        await SendAsync(client, path, Query("{ __typename }"));
        byte[] body = Bodies()[name];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan best = TimeSpan.MaxValue;
        // The machine may be busy with other things: the best of three tries is what the host needs.
        for (int i = 0; i < 3 && best > TimeSpan.FromSeconds(1); i++)
        {
            long start = Stopwatch.GetTimestamp();
            (int status, string answer) = await SendAsync(client, path, body);
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            Assert.True(status is 200 or 400 or 413, $"{status} {answer}");
            using JsonDocument json = JsonDocument.Parse(answer);
            Assert.Contains(json.RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString(), new[] { "BAD_USER_INPUT", "LIMIT_EXCEEDED" });
        }

        Assert.True(best < TimeSpan.FromSeconds(1), $"{name}: {best}");
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 32 * 1024 * 1024, $"{name}: {grown} bytes remain");
        Assert.Equal((200, """{"data":{"__typename":"Query"}}"""), await SendAsync(client, path, Query("{ __typename }")));
    }

    [Fact]
    public async Task Garbage_is_refused_whatever_it_is()
    {
        using HttpClient client = await host.CreateSignedInClientAsync();
        Random random = new(7);
        for (int i = 0; i < 300; i++)
        {
            byte[] garbage = new byte[random.Next(1, 2_000)];
            random.NextBytes(garbage);
            byte[] body = i % 3 == 0 ? garbage : Query(i % 3 == 1 ? Encoding.Latin1.GetString(garbage) : Punctuation(random));
            (int status, string answer) = await SendAsync(client, i % 2 == 0 ? "/graphql" : "/metadata", body);
            Assert.True(status is 200 or 400, $"{status} {answer}");
            using JsonDocument json = JsonDocument.Parse(answer);
            Assert.True(json.RootElement.TryGetProperty("errors", out _), answer);
        }
    }

    private static string Punctuation(Random random)
    {
        string[] pieces = ["{", "}", "(", ")", "[", "]", ":", "!", "...", "@", "$a", "\"", "\"\"\"", "#", "query", "on", "fragment F", "departments", "1e9", "-", "\\u{110000}", "\n"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static Dictionary<string, byte[]> Bodies() => new()
    {
        ["a document of 5 MB"] = Query("{ a" + new string(' ', 5_000_000) + "}"),
        ["a comment of 5 MB"] = Query("#" + new string('x', 5_000_000) + "\n{ __typename }"),
        ["a string of 5 MB"] = Query("{ departments(search: \"" + new string('x', 5_000_000) + "\") { totalCount } }"),
        ["a body of 20 MB"] = Query(new string(' ', 20_000_000)),
        ["100,000 nested braces"] = Query(string.Concat(Enumerable.Repeat("{a", 100_000))),
        ["100,000 nested brackets"] = Query("{ a(b: " + new string('[', 100_000)),
        ["100,000 nested JSON lists"] = Encoding.UTF8.GetBytes("{\"query\":\"{a}\",\"variables\":{\"a\":" + new string('[', 100_000)),
        ["10,000 aliases"] = Query("{" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $" a{i}: departments {{ totalCount }}")) + "}"),
        ["4,000 aliases of one field"] = Query("{" + string.Concat(Enumerable.Range(0, 4_000).Select(i => $" a{i}: __typename")) + " nonsense }"),
        ["invalid UTF-8"] = [.. "{\"query\":\"{ a"u8, 0xC3, 0x28, 0xFF, .. " }\"}"u8],
        ["half a surrogate pair"] = Encoding.UTF8.GetBytes("{\"query\":\"{ a \\ud800 }\"}"),
        ["fragments that double thirty times"] = Query(Doubling),
        ["fragments in a circle"] = Query("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
        ["fields that conflict 5,000 times"] = Query("{" + string.Concat(Enumerable.Range(0, 2_500).Select(_ => " x: departments { totalCount } x: users { totalCount }")) + "}"),
        ["20,000 errors"] = Query("{" + string.Concat(Enumerable.Range(0, 7_000).Select(i => $" n{i}")) + "}"),
        ["20,000 variables"] = Query("query(" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"$v{i}: Int ")) + ") { __typename }"),
        ["a filter nested 90 levels"] = Query("{ departments(filter: " + string.Concat(Enumerable.Repeat("{not: ", 90)) + "{}" + new string('}', 90) + ") { totalCount } }"),
        ["an introspection in itself"] = Query("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"),
        ["a list of 100,000 ids"] = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            query = "query($i: [ID!]) { departments(filter: {id: {in: $i}}) { totalCount } }",
            variables = new { i = Enumerable.Repeat("x", 100_000) },
        })),
    };

    private static byte[] Query(string query) => JsonSerializer.SerializeToUtf8Bytes(new { query });

    private static async Task<(int Status, string Answer)> SendAsync(HttpClient client, string path, byte[] body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        // A host that refuses a body by its length does not wait for it.
        request.Headers.ExpectContinue = body.Length > 8_000_000;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
