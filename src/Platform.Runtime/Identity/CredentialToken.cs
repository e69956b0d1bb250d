using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Runtime.Identity;

/// <summary>
/// Session tokens and API keys: 256 random bits that mean nothing by themselves. Only their SHA-256 is stored, which for a secret of that
/// size is as good as a slow hash.
/// </summary>
internal static class CredentialToken
{
    internal const string SessionPrefix = "pst_";
    internal const string ApiKeyPrefix = "pak_";
    private const int RandomBytes = 32;
    private const int RandomCharacters = 43;
    private const int PrefixCharacters = 4;

    /// <summary>Makes a new one.</summary>
    internal static string Create(string prefix) =>
        prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The part by which people tell API keys apart.</summary>
    internal static string VisiblePart(string token) => token[..(PrefixCharacters + 6)];

    /// <summary>Whether a text has the form of a token; what has not is refused without asking the database.</summary>
    internal static bool HasForm(string text) =>
        text.Length == PrefixCharacters + RandomCharacters
        && (IsApiKey(text) || text.StartsWith(SessionPrefix, StringComparison.Ordinal))
        && Ascii.IsValid(text);

    internal static bool IsApiKey(string token) => token.StartsWith(ApiKeyPrefix, StringComparison.Ordinal);

    /// <summary>What is stored of a token.</summary>
    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
