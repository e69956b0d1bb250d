using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Platform.Runtime.Approvals;

/// <summary>
/// Seals the trail of a request: each entry's hash covers its content and the hash before it, and the request keeps the last one and the count, so that no entry can be changed,
/// removed, moved or added unnoticed.
/// </summary>
internal static class ApprovalTrail
{
    /// <summary>An entry as it is sealed.</summary>
    /// <param name="Request">Id of the request.</param>
    /// <param name="Sequence">Place in the trail, from 1.</param>
    /// <param name="Act">What happened.</param>
    /// <param name="Step">Step, or null.</param>
    /// <param name="To">Step that it leads to, or null.</param>
    /// <param name="By">Who acted; null when nobody did, but a time limit.</param>
    /// <param name="At">When, UTC, whole microseconds.</param>
    /// <param name="Comment">What was said, or null.</param>
    /// <param name="Users">Whom it concerns.</param>
    /// <param name="Files">Ids and digests of the files that go with it; what has none is sealed as entries were before they could have some.</param>
    public sealed record Entry(
        Guid Request, int Sequence, string Act, string? Step, string? To, Guid? By, DateTime At, string? Comment, IReadOnlyList<Guid> Users, IReadOnlyList<string> Files);

    /// <summary>The hash of an entry: SHA-256 of the hash before it and its content, in lower-case hexadecimal.</summary>
    public static string Hash(string? previous, Entry entry)
    {
        List<object?> parts =
        [
            previous, entry.Request, entry.Sequence, entry.Act, entry.Step, entry.To, entry.By,
            entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), entry.Comment, entry.Users,
        ];
        if (entry.Files.Count > 0) parts.Add(entry.Files);
        string content = JsonSerializer.Serialize(parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
