using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Identity;
using Platform.Runtime.Outbound;
using Platform.Runtime.Problems;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Secrets;

namespace Platform.Runtime.Webhooks;

/// <summary>Makes one call of a webhook: body, signature, headers, and what the answer means.</summary>
internal sealed class WebhookCall(OutboundClient client, SecretStore secrets, ServiceCallers callers, RecordsService records, TimeProvider time)
{
    private const int LongestExcerpt = 2_000;

    // Enough to tell what is wrong; nobody reads more.
    private const int MostOfAnswer = 16 * 1024;

    /// <summary>Makes the call.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="id">Id of the message.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="note">Gets the receipt, whatever comes of the call; not when it could not be made.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="UndeliverableException">The query of the webhook cannot be answered.</exception>
    /// <exception cref="TargetGoneException">410.</exception>
    /// <exception cref="TargetBusyException">429 or 503 with the time to wait.</exception>
    /// <exception cref="WebhookRefusedException">Another status than success.</exception>
    /// <exception cref="OutboundException">The receiver cannot be called.</exception>
    public async Task SendAsync(Guid tenantId, WebhookDocument webhook, string id, string payload, Action<DeliveryReceipt> note, CancellationToken cancellation)
    {
        if (webhook.Query is { } query) payload = await WithAnswerAsync(tenantId, webhook, query, payload, cancellation);
        byte[] body = Encoding.UTF8.GetBytes(payload);
        OutboundRequest request = new(HttpMethod.Post, webhook.Url)
        {
            Body = body,
            TimeLimit = TimeSpan.FromSeconds(webhook.TimeoutSeconds),
            MaxBodyBytes = MostOfAnswer,
            Headers = [.. await HeadersAsync(tenantId, webhook, cancellation), .. WebhookSignature.Headers(await SecretAsync(tenantId, webhook.Secret, cancellation), id, time.GetUtcNow(), body)],
        };
        string excerpt = FailureText.Of(payload, LongestExcerpt);
        long began = Stopwatch.GetTimestamp();
        OutboundResponse answer;
        try
        {
            answer = await client.SendAsync(request, cancellation);
        }
        catch (OutboundException)
        {
            note(new DeliveryReceipt(null, excerpt, null, Stopwatch.GetElapsedTime(began)));
            throw;
        }

        note(new DeliveryReceipt(answer.Status, excerpt, FailureText.Of(await HiddenAsync(tenantId, webhook, Encoding.UTF8.GetString(answer.Body.Span), cancellation), LongestExcerpt), Stopwatch.GetElapsedTime(began)));
        Judge(answer);
    }

    private void Judge(OutboundResponse answer)
    {
        if (answer.Status is >= 200 and < 300) return;
        if (answer.Status == StatusCodes.Status410Gone) throw new TargetGoneException("The receiver answered 410: it wants no more calls.");
        string said = string.Create(CultureInfo.InvariantCulture, $"The receiver answered {answer.Status}.");
        if (answer.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && WaitOf(answer) is { } wait) throw new TargetBusyException(said, wait);
        throw new WebhookRefusedException(said);
    }

    private TimeSpan? WaitOf(OutboundResponse answer)
    {
        if (answer.Header("retry-after") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)) return TimeSpan.FromSeconds(seconds);
        bool isInstant = DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at);
        return isInstant && at > time.GetUtcNow() ? at - time.GetUtcNow() : null;
    }

    private async Task<SecretValue> SecretAsync(Guid tenantId, string name, CancellationToken cancellation) =>
        await secrets.FindAsync(tenantId, name, cancellation) ?? throw new WebhookRefusedException($"The secret \"{name}\" is not set.");

    /// <summary>What the receiver answered, without the secrets that it may echo.</summary>
    private async Task<string> HiddenAsync(Guid tenantId, WebhookDocument webhook, string text, CancellationToken cancellation)
    {
        foreach (string name in webhook.Headers.Select(h => h.Secret).OfType<string>().Append(webhook.Secret).Distinct(StringComparer.Ordinal))
        {
            if (await secrets.FindAsync(tenantId, name, cancellation) is not { } secret) continue;
            text = SecretForms.Hide(text, secret.Current, $"[secret {name}]");
            if (secret.Previous is { } previous) text = SecretForms.Hide(text, previous, $"[secret {name}]");
        }

        return text;
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(Guid tenantId, WebhookDocument webhook, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (WebhookHeader header in webhook.Headers)
        {
            string secret = header.Secret is { } name ? (await SecretAsync(tenantId, name, cancellation)).Current : string.Empty;
            headers.Add(new(header.Name, header.Value + secret));
        }

        return headers;
    }

    /// <summary>The payload with the answer to the webhook's query beside the record.</summary>
    private async Task<string> WithAnswerAsync(Guid tenantId, WebhookDocument webhook, string query, string payload, CancellationToken cancellation)
    {
        JsonNode body = JsonNode.Parse(payload)!;
        RecordCaller caller = await callers.FindAsync(tenantId, null, webhook.Roles, cancellation)
            ?? throw new UndeliverableException("There is no active administrator in whose name the webhook's query could be answered.");
        JsonElement variables = JsonSerializer.SerializeToElement(new { id = body["data"]!["id"]!.GetValue<string>() });
        using MemoryStream answer = new();
        IReadOnlyList<GraphQLError>? errors = await records.ExecuteAsync(
            new GraphQLRequest { Query = query, Variables = variables }, caller, _ => ValueTask.FromResult<RecordCaller?>(null), mayWrite: false, _ => answer, cancellation);
        if (errors is not null) throw new UndeliverableException("The webhook's query cannot be answered: " + errors[0].Message);
        body["data"]!["query"] = JsonNode.Parse(answer.ToArray())!["data"]?.DeepClone();
        return body.ToJsonString();
    }
}
