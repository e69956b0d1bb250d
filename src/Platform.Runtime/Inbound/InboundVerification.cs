using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Metadata.Documents;
using Platform.Runtime.Secrets;

namespace Platform.Runtime.Inbound;

/// <summary>Tells calls of a sender who knows the endpoint's secret from all others. Both values of a secret count while both do.</summary>
internal static class InboundVerification
{
    /// <summary>Why a call is not the sender's, for those who look after the endpoint; null when it is.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="headers">Headers of the call.</param>
    /// <param name="body">Its body.</param>
    /// <param name="now">The instant.</param>
    public static string? Refusal(InboundEndpointDocument endpoint, SecretValue secret, IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (endpoint.Scheme == InboundScheme.Bearer) return BearerRefusal(secret, headers.Authorization.ToString());
        (string prefix, string? timestamp, IReadOnlyList<byte[]> signatures) = Read(endpoint, headers);
        if (signatures.Count == 0) return "The call has no signature.";
        if (timestamp is not null)
        {
            if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return "The signature has no time.";
            if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > endpoint.ToleranceSeconds) return "The time of the signature is too far from now.";
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(prefix), .. body];
        bool isSigned = false;
        foreach (string value in Values(secret))
        {
            byte[] expected = HMACSHA256.HashData(SecretStore.KeyOf(value), signed);
            foreach (byte[] signature in signatures) isSigned |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return isSigned ? null : "The signature is another's.";
    }

    /// <summary>The header by which senders of a scheme tell repeats; null when they have none.</summary>
    public static string? KeyHeader(InboundScheme scheme) => scheme switch
    {
        InboundScheme.Standard => "webhook-id",
        InboundScheme.Github => "X-GitHub-Delivery",
        InboundScheme.Shopify => "X-Shopify-Webhook-Id",
        InboundScheme.Stripe or InboundScheme.Slack => null,
        _ => "Idempotency-Key",
    };

    /// <summary>The place in the body by which senders of a scheme tell repeats; null when they have none.</summary>
    public static string? KeyAt(InboundScheme scheme) => scheme switch
    {
        InboundScheme.Stripe => "/id",
        InboundScheme.Slack => "/event_id",
        _ => null,
    };

    private static string? BearerRefusal(SecretValue secret, string header)
    {
        const string Scheme = "Bearer ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return "The call has no bearer token.";
        byte[] given = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()));
        bool isKnown = false;
        foreach (string value in Values(secret)) isKnown |= CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(value)));
        return isKnown ? null : "The bearer token is another.";
    }

    /// <summary>What stands before the body in what is signed, the time of the signature (null when the scheme has none), and the signatures.</summary>
    private static (string Prefix, string? Timestamp, IReadOnlyList<byte[]> Signatures) Read(InboundEndpointDocument endpoint, IHeaderDictionary headers)
    {
        string Header(string name) => headers[name].ToString();
        switch (endpoint.Scheme)
        {
            case InboundScheme.Standard:
                string at = Header("webhook-timestamp");
                return ($"{Header("webhook-id")}.{at}.", at, [.. Header("webhook-signature").Split(' ').Where(s => s.StartsWith("v1,", StringComparison.Ordinal)).Select(s => s[3..]).SelectMany(Base64)]);
            case InboundScheme.Stripe:
                string[] parts = Header("Stripe-Signature").Split(',', StringSplitOptions.TrimEntries);
                string time = parts.FirstOrDefault(p => p.StartsWith("t=", StringComparison.Ordinal))?[2..] ?? string.Empty;
                return ($"{time}.", time, [.. parts.Where(p => p.StartsWith("v1=", StringComparison.Ordinal)).SelectMany(p => Hexadecimal(p[3..]))]);
            case InboundScheme.Slack:
                string sent = Header("X-Slack-Request-Timestamp"), slack = Header("X-Slack-Signature");
                return ($"v0:{sent}:", sent, slack.StartsWith("v0=", StringComparison.Ordinal) ? Hexadecimal(slack[3..]) : []);
            case InboundScheme.Github:
                return (string.Empty, null, Plain(Header("X-Hub-Signature-256")));
            case InboundScheme.Shopify:
                return (string.Empty, null, Base64(Header("X-Shopify-Hmac-Sha256")));
            default:
                return (string.Empty, null, Plain(Header(endpoint.SignatureHeader ?? "X-Signature")));
        }
    }

    private static byte[][] Plain(string text)
    {
        const string Name = "sha256=";
        string value = text.StartsWith(Name, StringComparison.Ordinal) ? text[Name.Length..] : text;
        return [.. Hexadecimal(value), .. Base64(value)];
    }

    private static byte[][] Hexadecimal(string text)
    {
        if (text.Length != 2 * HMACSHA256.HashSizeInBytes || !text.All(char.IsAsciiHexDigit)) return [];
        return [Convert.FromHexString(text)];
    }

    private static byte[][] Base64(string text)
    {
        byte[] bytes = new byte[HMACSHA256.HashSizeInBytes + 3];
        return Convert.TryFromBase64String(text, bytes, out int length) && length == HMACSHA256.HashSizeInBytes ? [bytes[..length]] : [];
    }

    private static string[] Values(SecretValue secret) => secret.Previous is { } previous ? [secret.Current, previous] : [secret.Current];
}
