using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Platform.Runtime.Tests.Isolation;

/// <summary>The HTTP API as one person calls it.</summary>
public sealed class Api(HttpClient http)
{
    /// <summary>The signed-in client.</summary>
    public HttpClient Http => http;

    /// <summary>The whole answer of <c>/graphql</c>.</summary>
    public async Task<JsonElement> PostAsync(string query, object? variables = null)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/graphql", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The answer's data; fails the test when there are errors.</summary>
    public async Task<JsonElement> DataAsync(string query, object? variables = null)
    {
        JsonElement body = await PostAsync(query, variables);
        Assert.False(body.TryGetProperty("errors", out JsonElement errors), query + errors);
        return body.GetProperty("data");
    }

    /// <summary>The data as text.</summary>
    public async Task<string> TextAsync(string query, object? variables = null) => (await DataAsync(query, variables)).GetRawText();

    /// <summary>Code of the first error, and of its first problem or else its reason.</summary>
    public async Task<string> ErrorAsync(string query, object? variables = null)
    {
        JsonElement body = await PostAsync(query, variables);
        Assert.True(body.TryGetProperty("errors", out JsonElement errors), query + body);
        JsonElement extensions = errors[0].GetProperty("extensions");
        string detail = extensions.TryGetProperty("problems", out JsonElement problems) ? problems[0].GetProperty("code").GetString()!
            : extensions.TryGetProperty("reason", out JsonElement reason) ? reason.GetString()! : "";
        return $"{extensions.GetProperty("code").GetString()} {detail}".TrimEnd();
    }

    /// <summary>Creates a record and gives its id.</summary>
    public async Task<string> CreateAsync(string type, string input)
    {
        JsonElement data = await DataAsync($"mutation {{ created: create{type}(input: {{{input}}}) {{ record {{ id }} }} }}");
        return data.GetProperty("created").GetProperty("record").GetProperty("id").GetString()!;
    }

    /// <summary>Uploads a file and gives its id.</summary>
    public async Task<string> UploadAsync(string name, byte[] content)
    {
        using ByteArrayContent body = new(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using HttpResponseMessage response = await http.PostAsync($"/files?name={name}", body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
