using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Runtime.Configuration;
using Platform.Runtime.Writing.Encryption;

namespace Platform.Runtime.Mail;

/// <summary>
/// Addresses in mails that say who may do what by them, signed with a key of the tenant: nobody makes one up or changes one. What they allow they allow once, because what
/// they name must still be as it was when they were made; and what decides something, only for a time.
/// </summary>
internal sealed class MailLinks(PlatformOptions options, MasterKeys keys, TimeProvider time)
{
    private const string Context = "mail links";

    /// <summary>How long one can decide by a mail.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>An address within the application; null when the host does not know its own.</summary>
    public string? Page(string path) => options.PublicUrl is { } home ? home.TrimEnd('/') + path : null;

    /// <summary>An address at which a person decides about a task of approval that is as it was in that version.</summary>
    public string? Decide(Guid tenant, Guid user, Guid task, int version) =>
        Page($"/mail/approvals/{Sign("approval", tenant, user, string.Create(CultureInfo.InvariantCulture, $"{task:N}.{version}.{(time.GetUtcNow() + Lifetime).ToUnixTimeSeconds()}"))}");

    /// <summary>An address at which a person ends mails of a kind.</summary>
    public string? Unsubscribe(Guid tenant, Guid user, string type) => Page($"/mail/unsubscribe/{Sign("unsubscribe", tenant, user, type)}");

    /// <summary>Reads what <see cref="Decide"/> made.</summary>
    public (Guid Tenant, Guid User, Guid Task, int Version, bool IsExpired)? ReadDecision(string token)
    {
        if (Read("approval", token) is not var (tenant, user, what) || what.Split('.') is not [var id, var version, var end]) return null;
        bool isExpired = DateTimeOffset.FromUnixTimeSeconds(long.Parse(end, CultureInfo.InvariantCulture)) < time.GetUtcNow();
        return (tenant, user, Guid.ParseExact(id, "N"), int.Parse(version, CultureInfo.InvariantCulture), isExpired);
    }

    /// <summary>Reads what <see cref="Unsubscribe"/> made.</summary>
    public (Guid Tenant, Guid User, string Type)? ReadUnsubscription(string token) => Read("unsubscribe", token);

    private string Sign(string purpose, Guid tenant, Guid user, string what)
    {
        string content = $"{tenant:N}.{user:N}.{what}";
        return $"{content}.{Base64Url.EncodeToString(Mac(keys.CurrentVersion, purpose, tenant, content))}";
    }

    private (Guid Tenant, Guid User, string What)? Read(string purpose, string token)
    {
        int end = token.LastIndexOf('.');
        if (token.Length > 400 || end < 0 || token[..end].Split('.', 3) is not [var first, var second, var what]) return null;
        if (!Guid.TryParseExact(first, "N", out Guid tenant) || !Guid.TryParseExact(second, "N", out Guid user)) return null;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(token.AsSpan(end + 1)) || !Base64Url.TryDecodeFromChars(token.AsSpan(end + 1), given, out int length) || length != given.Length) return null;
        foreach (int version in keys.Fingerprints.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Mac(version, purpose, tenant, token[..end]))) return (tenant, user, what);
        }

        return null;
    }

    private byte[] Mac(int version, string purpose, Guid tenant, string content) =>
        HMACSHA256.HashData(HMACSHA256.HashData(keys.TenantKey(version, tenant), Encoding.UTF8.GetBytes(Context)), Encoding.UTF8.GetBytes($"{purpose}\n{content}"));
}
