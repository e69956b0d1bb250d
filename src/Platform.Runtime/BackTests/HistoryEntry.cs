using System.Text.Json;
using Npgsql;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.BackTests;

/// <summary>An entry of history of one record.</summary>
/// <param name="Field">Name of the field; null for the record as a whole.</param>
/// <param name="Kind">What was done.</param>
/// <param name="OldJson">The value before, as JSON; null for none.</param>
/// <param name="NewJson">The value after, or what is noted; null for none.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who did it.</param>
internal sealed record HistoryEntry(string? Field, string Kind, string? OldJson, string? NewJson, DateTime At, Guid By)
{
    /// <summary>Reads a row of <see cref="HistoryReads.Since"/>.</summary>
    public static HistoryEntry Read(NpgsqlDataReader row)
    {
        string? Text(int at) => row.IsDBNull(at) ? null : row.GetString(at);
        return new HistoryEntry(Text(1), row.GetString(2), Text(3), Text(4), row.GetDateTime(5), row.IsDBNull(6) ? Guid.Empty : row.GetGuid(6));
    }

    /// <summary>The canonical value before.</summary>
    public object? Old(FieldSlot slot)
    {
        if (OldJson is null) return null;
        using var json = JsonDocument.Parse(OldJson);
        return slot.Codec.ReadInput(json.RootElement.Clone()).Value;
    }
}
