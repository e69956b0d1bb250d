namespace Platform.Metadata.Values;

/// <summary>Order of the parts of a written date that does not start with the year.</summary>
public enum DateOrder
{
    /// <summary>01/31/2026.</summary>
    MonthDayYear,

    /// <summary>31/01/2026.</summary>
    DayMonthYear,
}
