using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Runtime.Secrets;

namespace Platform.Runtime.Webhooks;

/// <summary>
/// Signatures of Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over id, timestamp and body, joined by points, in Base64 after <c>v1,</c>. While two values of a
/// secret count, both sign.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>Header of the message's id.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>Header of the seconds since 1970 at which the call is made.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>Header of the signatures, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The three headers of a call.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Headers(SecretValue secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        string timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        string signatures = Sign(secret.Current, signed);
        if (secret.Previous is { } previous) signatures += " " + Sign(previous, signed);
        return [new(IdHeader, id), new(TimestampHeader, timestamp), new(SignatureHeader, signatures)];
    }

    private static string Sign(string secret, byte[] signed) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(SecretStore.KeyOf(secret), signed));
}
