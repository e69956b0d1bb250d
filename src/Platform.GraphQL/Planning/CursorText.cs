using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Sql;

namespace Platform.GraphQL.Planning;

/// <summary>
/// Cursors: base64url of a seal and a JSON list of the record's keys as text (null for blanks). The seal is the first half of SHA-256 over the
/// tenant's key, the order's signature and the list, so that a cursor of another order, list or tenant, or a changed one, is told apart. The database
/// writes them (<c>ConnectionLowering</c>), this class reads them.
/// </summary>
internal static class CursorText
{
    /// <summary>Bytes of the seal.</summary>
    public const int SealLength = 16;

    private const int MaxLength = 16_384;

    /// <summary>The keys, or null when the text is no cursor of this order.</summary>
    public static string?[]? Open(string text, byte[] key, string shape, int count)
    {
        if (Decode(text) is not { } bytes || bytes.Length <= SealLength) return null;
        ReadOnlySpan<byte> list = bytes.AsSpan(SealLength);
        byte[] seal = SHA256.HashData([.. key, .. Encoding.UTF8.GetBytes(shape), .. list]);
        if (!CryptographicOperations.FixedTimeEquals(seal.AsSpan(0, SealLength), bytes.AsSpan(0, SealLength))) return null;
        return Keys(bytes) is { } keys && keys.Length == count ? keys : null;
    }

    /// <summary>Which keys are blank, as a text of 0 and 1, without checking the seal: the plan depends on it. Empty for what is no cursor.</summary>
    public static string BlankMask(string text)
    {
        if (Decode(text) is not { } bytes || bytes.Length <= SealLength || Keys(bytes) is not { } keys) return "";
        return string.Concat(keys.Select(k => k is null ? '1' : '0'));
    }

    /// <summary>A key as a parameter of the type.</summary>
    public static object? Parse(string? key, SqlType type) => key is null ? null : type.Name switch
    {
        "uuid" => Guid.Parse(key),
        "integer" => int.Parse(key, CultureInfo.InvariantCulture),
        "bigint" => long.Parse(key, CultureInfo.InvariantCulture),
        "numeric" => decimal.Parse(key, CultureInfo.InvariantCulture),
        "double precision" => double.Parse(key, CultureInfo.InvariantCulture),
        "boolean" => key is "true" or "t",
        "date" => DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        "timestamptz" => DateTime.Parse(key, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
        "time" => TimeOnly.Parse(key, CultureInfo.InvariantCulture),
        _ => key,
    };

    private static byte[]? Decode(string text)
    {
        if (text.Length is 0 or > MaxLength || !Base64Url.IsValid(text)) return null;
        return Base64Url.DecodeFromChars(text);
    }

    private static string?[]? Keys(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<string?[]>(bytes.AsSpan(SealLength));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
