using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Calendars;

/// <summary>The hours of a calendar as expressions count by them. Two are the same when their documents say the same.</summary>
public sealed class BusinessHours : IBusinessHours, IEquatable<BusinessHours>
{
    private readonly BusinessCalendarDocument? _calendar;
    private readonly Lazy<string> _json;

    /// <summary>The hours of a calendar that the compiler found to be in order.</summary>
    public BusinessHours(BusinessCalendarDocument calendar)
        : this(calendar, new WorkingTime(calendar))
    {
    }

    private BusinessHours(BusinessCalendarDocument? calendar, WorkingTime time)
    {
        _calendar = calendar;
        Time = time;
        _json = new Lazy<string>(Write);
    }

    /// <summary>Every hour of every day.</summary>
    public static BusinessHours Always { get; } = new(null, WorkingTime.Always);

    /// <summary>The calendar's working time.</summary>
    public WorkingTime Time { get; }

    /// <inheritdoc/>
    public string Name => _calendar?.Name ?? string.Empty;

    /// <inheritdoc/>
    public string Json => _json.Value;

    /// <summary>The calendar that counts where none is named: the tenant's own default before those of packages; null when there is none.</summary>
    public static BusinessCalendarDocument? Ruling(IEnumerable<BusinessCalendarDocument> calendars) =>
        calendars.Where(c => c.Default).OrderBy(c => c.Package is not null).ThenBy(c => c.Package, StringComparer.Ordinal).FirstOrDefault();

    /// <inheritdoc/>
    public long Worked(long from, long to) => Time.Between(Moments.ToDateTime(from), Moments.ToDateTime(to)).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <inheritdoc/>
    public bool Equals(BusinessHours? other) => other is not null && (_calendar is null ? other._calendar is null : _calendar.Equals(other._calendar));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BusinessHours);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private string Write()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("zone", _calendar?.TimeZone ?? "UTC");
            writer.WriteStartArray("weekly");
            foreach (ShiftTimes[] shifts in Time.Weekly) Shifts(writer, shifts);
            writer.WriteEndArray();
            Days(writer, "days", Time.Dated.Select(d => (d.Key.DayNumber, d.Value)));
            Days(writer, "yearly", Time.Yearly.Select(d => (d.Key, d.Value)));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Days(Utf8JsonWriter writer, string name, IEnumerable<(int Day, ShiftTimes[] Shifts)> days)
    {
        writer.WriteStartObject(name);
        foreach ((int day, ShiftTimes[] shifts) in days.OrderBy(d => d.Day))
        {
            writer.WritePropertyName(day.ToString(CultureInfo.InvariantCulture));
            Shifts(writer, shifts);
        }

        writer.WriteEndObject();
    }

    private static void Shifts(Utf8JsonWriter writer, ShiftTimes[] shifts)
    {
        writer.WriteStartArray();
        foreach (ShiftTimes shift in shifts)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(shift.From);
            writer.WriteNumberValue(shift.To);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
