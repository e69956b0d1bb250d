namespace Platform.GraphQL.Schema;

/// <summary>Units of relative periods.</summary>
public enum DatePeriodUnit
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week from Monday.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,

    /// <summary>A quarter.</summary>
    Quarter,

    /// <summary>A year.</summary>
    Year,
}
