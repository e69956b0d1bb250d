using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Runtime.Outbound;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>
/// <c>http.request</c>: calls of hosts that the document names and an administrator agreed to, before anything is written. Redirections are followed as far as they lead to
/// such hosts. Secrets are put in when the call leaves, and taken out of what comes back.
/// </summary>
internal sealed class HookHttp(HookTransaction transaction, ScriptRun run, ScriptSecrets secrets)
{
    private const int MostRedirects = 5;
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Makes a call.</summary>
    public async Task<ScriptAnswer> RequestAsync(JsonElement arguments, CancellationToken cancellation)
    {
        if (transaction.RecordsWritten > 0)
        {
            return ScriptAnswer.Refused(ScriptCodes.HttpAfterWrite, "Other systems are called before anything is written: what they are told cannot be taken back when the run fails.");
        }

        try
        {
            (OutboundRequest? request, string? problem) = await ReadAsync(arguments, cancellation);
            return request is null ? HookCalls.BadInput(problem!) : await SendAsync(request, cancellation);
        }
        catch (SecretMissingException missing)
        {
            return ScriptAnswer.Refused(ScriptCodes.SecretMissing, missing.Message);
        }
        catch (OutboundException failure)
        {
            return ScriptAnswer.Refused(failure.Code, secrets.Hide(failure.Message));
        }
    }

    /// <summary>Host of a URL as documents name it; null for what is no URL of the web.</summary>
    public static string? HostOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)) return null;
        string host = address.IdnHost.ToLowerInvariant();
        // Without encryption a host goes by its port alone, so that it is meant.
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{address.Port}");
    }

    private async Task<ScriptAnswer> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        for (int redirects = 0; ; redirects++)
        {
            if (await RefusalAsync(request.Url, cancellation) is { } refusal) return refusal;
            OutboundResponse response = await transaction.Engine.Outbound.SendAsync(request, cancellation);
            bool isRead = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
            bool goesOn = isRead && response.Status is 301 or 302 or 303 or 307 or 308;
            if (!goesOn || response.Header("location") is not { } location || redirects == MostRedirects) return Answer(response);
            if (!Uri.TryCreate(new Uri(request.Url), location, out Uri? next)) return Answer(response);
            // What a header holds may be meant for the first host alone.
            bool isSame = HostOf(next.AbsoluteUri) == HostOf(request.Url);
            request = request with { Url = next.AbsoluteUri, Headers = isSame ? request.Headers : [] };
        }
    }

    private async Task<ScriptAnswer?> RefusalAsync(string url, CancellationToken cancellation)
    {
        if (HostOf(url) is not { } host) return HookCalls.BadInput("The URL is none of https or http.");
        if (!run.Script.Hosts.Contains(host)) return ScriptAnswer.Refused("FORBIDDEN", $"The document does not name the host \"{host}\" (\"hosts\").");
        bool isGranted = await transaction.Engine.Grants.HasAsync(run.Caller.TenantId, run.Script, ScriptRights.Host(host), cancellation);
        return isGranted ? null : ScriptAnswer.Refused(ScriptCodes.NotGranted, $"No administrator has agreed that the host \"{host}\" is called.");
    }

    private async Task<(OutboundRequest? Request, string? Problem)> ReadAsync(JsonElement arguments, CancellationToken cancellation)
    {
        if (Text(arguments, "url") is not { } url) return (null, "http.request takes a URL.");
        string method = (Text(arguments, "method") ?? "GET").ToUpperInvariant();
        if (!Methods.Contains(method)) return (null, $"The method is one of {string.Join(", ", Methods)}.");
        // A host is never made of secrets.
        if (HostOf(url) is null) return (null, "The URL is none of https or http.");
        List<KeyValuePair<string, string>> headers = [];
        string contentType = "application/json";
        if (arguments.TryGetProperty("headers", out JsonElement given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty header in given.EnumerateObject())
            {
                if (header.Value.ValueKind != JsonValueKind.String) return (null, $"The header \"{header.Name}\" is no text.");
                string value = await secrets.RevealAsync(header.Value.GetString()!, cancellation);
                if (header.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase)) contentType = value;
                else if (OutboundClient.IsHeader(header.Name, value)) headers.Add(new(header.Name, value));
                else return (null, $"The header \"{header.Name}\" cannot be sent.");
            }
        }

        if (await BasicAsync(arguments, cancellation) is { } basic) headers.Add(new("authorization", basic));
        ReadOnlyMemory<byte>? body = null;
        if (arguments.TryGetProperty("json", out JsonElement json) && json.ValueKind != JsonValueKind.Null) body = await BytesAsync(json.GetRawText(), cancellation);
        else if (Text(arguments, "body") is { } text) body = await BytesAsync(text, cancellation);
        bool isTimed = arguments.TryGetProperty("timeoutMs", out JsonElement ms) && ms.ValueKind == JsonValueKind.Number && ms.TryGetInt32(out _);
        TimeSpan? limit = isTimed ? TimeSpan.FromMilliseconds(Math.Max(1, ms.GetInt32())) : null;
        return (new OutboundRequest(new HttpMethod(method), await secrets.RevealAsync(url, cancellation))
        {
            Headers = headers,
            Body = body,
            ContentType = contentType,
            TimeLimit = limit,
            MaxBodyBytes = transaction.Limits.MessageBytes / 4,
        }, null);
    }

    private async Task<string?> BasicAsync(JsonElement arguments, CancellationToken cancellation)
    {
        if (!arguments.TryGetProperty("basicAuth", out JsonElement basic) || basic.ValueKind != JsonValueKind.Object) return null;
        string pair = $"{await secrets.RevealAsync(Text(basic, "user") ?? "", cancellation)}:{await secrets.RevealAsync(Text(basic, "password") ?? "", cancellation)}";
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        secrets.HideToo(encoded, "[basicAuth]");
        return "Basic " + encoded;
    }

    private async Task<ReadOnlyMemory<byte>> BytesAsync(string text, CancellationToken cancellation) => Encoding.UTF8.GetBytes(await secrets.RevealAsync(text, cancellation));

    private ScriptAnswer Answer(OutboundResponse response)
    {
        ArrayBufferWriter<byte> buffer = new(response.Body.Length + 1024);
        using (Utf8JsonWriter writer = new(buffer, Form))
        {
            writer.WriteStartObject();
            writer.WriteNumber("status", response.Status);
            writer.WriteBoolean("ok", response.Status is >= 200 and < 300);
            writer.WriteStartObject("headers");
            foreach (var header in response.Headers.GroupBy(h => h.Key, StringComparer.Ordinal)) writer.WriteString(header.Key, Clean(string.Join(", ", header.Select(h => h.Value))));
            writer.WriteEndObject();
            writer.WriteString("body", Clean(Encoding.UTF8.GetString(response.Body.Span)));
            writer.WriteBoolean("isCut", response.IsCut);
            writer.WriteEndObject();
        }

        return ScriptAnswer.Of(buffer.WrittenMemory);
    }

    private string Clean(string text) => secrets.Hide(text).Replace('\0', '\uFFFD');

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
