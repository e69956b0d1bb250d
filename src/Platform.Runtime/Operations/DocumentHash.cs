using System.Security.Cryptography;
using System.Text;

namespace Platform.Runtime.Operations;

/// <summary>SHA-256 of a document's UTF-8 bytes in lower-case hexadecimal: the name that everyone can give it.</summary>
internal static class DocumentHash
{
    private const int Length = 64;
    private const string Prefix = "sha256:";

    public static string Of(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    /// <summary>The hash in its one form; null for a text that is none.</summary>
    public static string? Read(string text)
    {
        string hash = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        return hash.Length == Length && hash.All(char.IsAsciiHexDigit) ? hash.ToLowerInvariant() : null;
    }
}
