using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// How far a follower of the outbox has come (decision 0023): it has seen what was visible to a snapshot of the database. Within a group of events it has seen, of what a
/// later snapshot shows besides, those up to an id as well. The same on every node.
/// </summary>
/// <param name="Snapshot">What has been seen, as PostgreSQL's <c>pg_snapshot</c> in text.</param>
/// <param name="Target">The later snapshot of a group that has been seen in part; null after a whole group.</param>
/// <param name="LastId">The last id seen of that group.</param>
internal sealed partial record EventPosition(string Snapshot, string? Target = null, long LastId = 0)
{
    private const int LongestId = 6_000;

    /// <summary>The position as the <c>id</c> of a server-sent event, with the time at which it was given.</summary>
    public string ToEventId(DateTimeOffset at)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"1;{at.ToUnixTimeSeconds()};{Snapshot};{Target};{LastId}");
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(text)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    /// <summary>Reads an event id; null for a text that is none.</summary>
    public static (EventPosition Position, DateTimeOffset At)? Read(string eventId)
    {
        if (eventId.Length is 0 or > LongestId) return null;
        string padded = eventId.Replace('-', '+').Replace('_', '/').PadRight((eventId.Length + 3) / 4 * 4, '=');
        byte[] bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out int length)) return null;
        string[] parts = Encoding.ASCII.GetString(bytes, 0, length).Split(';');
        bool formed = parts is ["1", _, _, _, _] && SnapshotForm().IsMatch(parts[2]) && (parts[3].Length == 0 || SnapshotForm().IsMatch(parts[3]));
        if (!formed || !IsNumber(parts[1], out long seconds) || !IsNumber(parts[4], out long lastId) || seconds > 253_402_300_799) return null;
        return (new EventPosition(parts[2], parts[3].Length == 0 ? null : parts[3], lastId), DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"\A[0-9]{1,19}:[0-9]{1,19}:(?:[0-9]{1,19}(?:,[0-9]{1,19})*)?\z")]
    private static partial Regex SnapshotForm();
}
