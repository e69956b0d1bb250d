namespace Platform.Metadata.Values;

/// <summary>How the text of an import is written: what cannot be told from a cell alone.</summary>
/// <param name="DecimalSeparator"><c>.</c> or <c>,</c>; decides what a lone separator means (<c>1,234</c>).</param>
/// <param name="DateOrder">Order of the parts of a date that does not start with the year.</param>
/// <param name="Zone">Time zone of instants written without offset.</param>
public sealed record ImportFormat(char DecimalSeparator, DateOrder DateOrder, TimeZoneInfo Zone)
{
    /// <summary>Point as decimal separator, month before day, UTC.</summary>
    public static ImportFormat Default { get; } = new('.', DateOrder.MonthDayYear, TimeZoneInfo.Utc);
}
