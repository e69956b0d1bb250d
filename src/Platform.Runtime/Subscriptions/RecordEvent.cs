using System.Text.Json;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Subscriptions;

/// <summary>A message <c>record.changed</c> of the outbox: records of one object of which the same became in one write.</summary>
/// <param name="Position">Where a follower is after it.</param>
/// <param name="Object">Name of the object.</param>
/// <param name="Kind">What became of the records.</param>
/// <param name="Ids">The records.</param>
/// <param name="Fields">Changed fields; null when the message does not tell.</param>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="For">Whom alone it concerns; null when the records' rights say who may hear of it.</param>
internal sealed record RecordEvent(
    EventPosition Position, string Object, WriteKind Kind, IReadOnlyList<Guid> Ids, IReadOnlyList<string>? Fields, string At, Guid? For = null)
{
    /// <summary>Reads a message.</summary>
    public static RecordEvent Parse(string payload, EventPosition position)
    {
        using JsonDocument json = JsonDocument.Parse(payload);
        JsonElement root = json.RootElement;
        return new RecordEvent(
            position,
            root.GetProperty("object").GetString()!,
            Enum.Parse<WriteKind>(root.GetProperty("kind").GetString()!, ignoreCase: true),
            [.. root.GetProperty("ids").EnumerateArray().Select(id => id.GetGuid())],
            root.TryGetProperty("fields", out JsonElement fields) ? [.. fields.EnumerateArray().Select(f => f.GetString()!)] : null,
            root.GetProperty("at").GetDateTime().ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            root.TryGetProperty("for", out JsonElement person) ? person.GetGuid() : null);
    }
}
