using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Platform.Runtime.Tests.Subscriptions;

/// <summary>Reads a stream of server-sent events as a browser would.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body, Encoding.UTF8);
    }

    public HttpStatusCode Status => _response.StatusCode;

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>The id of the last event that had one.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>Subscribes. When it returns, every later change is told.</summary>
    public static async Task<EventReader> OpenAsync(HttpClient client, string query, object? variables = null, string? lastEventId = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/graphql/stream") { Content = JsonContent.Create(new { query, variables }) };
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await OpenAsync(client, request);
    }

    public static async Task<EventReader> OpenAsync(HttpClient client, HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<(string Name, JsonElement Data)?> NextAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        string name = "message";
        StringBuilder data = new();
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0)
            {
                if (name != "message") return (name, data.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(data.ToString()));
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string value = line[(colon + 1)..].TrimStart(' ');
            switch (line[..colon])
            {
                case "event": name = value; break;
                case "data": data.Append(data.Length > 0 ? "\n" : "").Append(value); break;
                case "id": LastEventId = value; break;
            }
        }

        return null;
    }

    /// <summary>The value of the only root field of the next event.</summary>
    public async Task<JsonElement> DataAsync()
    {
        (string name, JsonElement body) = await NextAsync() ?? throw new InvalidOperationException("The stream has ended.");
        if (name != "next" || !body.TryGetProperty("data", out JsonElement data)) throw new InvalidOperationException($"{name} {body}");
        return data.EnumerateObject().Single().Value;
    }

    /// <summary>The reason of the error that ends the stream.</summary>
    public async Task<string> EndAsync()
    {
        (string name, JsonElement body) = await NextAsync() ?? throw new InvalidOperationException("The stream has ended without a word.");
        if (name != "next" || !body.TryGetProperty("errors", out JsonElement errors)) throw new InvalidOperationException($"{name} {body}");
        if (await NextAsync() is not ("complete", _) || await NextAsync() is not null) throw new InvalidOperationException("The stream goes on.");
        JsonElement extensions = errors[0].GetProperty("extensions");
        return extensions.TryGetProperty("reason", out JsonElement reason) ? reason.GetString()! : extensions.GetProperty("code").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
