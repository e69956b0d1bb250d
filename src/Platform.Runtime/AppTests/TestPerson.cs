using System.Text.Json;

namespace Platform.Runtime.AppTests;

/// <summary>Somebody in whose name a test acts.</summary>
/// <param name="Roles">Names of roles, ordered.</param>
/// <param name="Name">Name; tells people of the same roles apart.</param>
/// <param name="Language">BCP 47 language tag; null for the tenant's.</param>
/// <param name="TimeZone">IANA time zone; null for the tenant's.</param>
internal sealed record TestPerson(string[] Roles, string Name, string? Language, string? TimeZone)
{
    /// <summary>By which the same description is the same person.</summary>
    public string Key => string.Join('\n', [Name, Language ?? "", TimeZone ?? "", .. Roles]);

    /// <summary>Reads what a test wrote.</summary>
    /// <exception cref="TestCallException">It is no person.</exception>
    public static TestPerson Read(JsonElement user)
    {
        string[] roles = user.ValueKind == JsonValueKind.Object && user.TryGetProperty("roles", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(r => r.ToString()).Distinct().Order(StringComparer.Ordinal)]
            : throw new TestCallException("BAD_USER_INPUT", "A person is the name of a role, or { roles: […], name, language, timeZone }.");
        return new TestPerson(roles, Text(user, "name") ?? string.Join(" and ", roles), Text(user, "language"), Text(user, "timeZone"));
    }

    private static string? Text(JsonElement user, string key) => user.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
