using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Runtime.Outbound;

namespace Platform.Runtime.AppTests;

/// <summary>Other systems, as a test has them answer. A call for which no answer is prepared fails: nothing leaves the machine.</summary>
internal sealed class FakeHttp : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<PreparedAnswer> _prepared = [];
    private readonly List<JsonObject> _calls = [];

    /// <summary>Prepares an answer: of several that fit the last one is given.</summary>
    /// <param name="rule"><c>{ method, url, times, status, headers, body }</c>; <c>*</c> in the URL stands for anything.</param>
    /// <exception cref="TestCallException">It makes no sense.</exception>
    public void Prepare(JsonElement rule)
    {
        if (rule.ValueKind != JsonValueKind.Object || !rule.TryGetProperty("url", out JsonElement url) || url.ValueKind != JsonValueKind.String)
            throw new TestCallException("BAD_USER_INPUT", "http.when takes a URL, or { method, url }.");
        string pattern = "^" + Regex.Escape(url.GetString()!).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
        lock (_lock) _prepared.Add(new PreparedAnswer(Text(rule, "method"), new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), rule.Clone()));
    }

    /// <summary>The calls so far: <c>{ method, url, headers, body }</c>.</summary>
    public JsonArray Calls()
    {
        lock (_lock) return [.. _calls.Select(c => c.DeepClone())];
    }

    /// <summary>Forgets answers and calls.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _prepared.Clear();
            _calls.Clear();
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string url = request.RequestUri!.AbsoluteUri, body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        IEnumerable<KeyValuePair<string, JsonNode?>> headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), (JsonNode?)string.Join(", ", h.Value)));
        lock (_lock)
        {
            _calls.Add(new JsonObject { ["method"] = request.Method.Method, ["url"] = url, ["headers"] = new JsonObject(headers), ["body"] = body });
            if (_prepared.LastOrDefault(p => p.Fits(request.Method.Method, url)) is { } answer) return answer.Take();
        }

        throw new OutboundException(OutboundCodes.Unreachable, $"The test prepares no answer for {request.Method} {url} (http.when).");
    }

    private static string? Text(JsonElement rule, string name) => rule.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed class PreparedAnswer(string? method, Regex url, JsonElement rule)
    {
        private int _left = rule.TryGetProperty("times", out JsonElement times) && times.TryGetInt32(out int count) ? count : int.MaxValue;

        public bool Fits(string calledMethod, string calledUrl) => _left > 0 && (method is null || method.Equals(calledMethod, StringComparison.OrdinalIgnoreCase)) && url.IsMatch(calledUrl);

        public HttpResponseMessage Take()
        {
            _left--;
            HttpResponseMessage response = new((HttpStatusCode)(rule.TryGetProperty("status", out JsonElement status) && status.TryGetInt32(out int code) ? code : 200))
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Text(rule, "body") ?? "")),
            };
            if (!rule.TryGetProperty("headers", out JsonElement headers) || headers.ValueKind != JsonValueKind.Object) return response;
            foreach (JsonProperty header in headers.EnumerateObject())
            {
                if (!response.Headers.TryAddWithoutValidation(header.Name, header.Value.ToString())) response.Content.Headers.TryAddWithoutValidation(header.Name, header.Value.ToString());
            }

            return response;
        }
    }
}
