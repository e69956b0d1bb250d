namespace Platform.GraphQL.Planning;

/// <summary>How an argument becomes the value of a parameter.</summary>
public enum ValueForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>A list as an array.</summary>
    List,

    /// <summary>A pattern for texts that contain it.</summary>
    Contains,

    /// <summary>A pattern for texts that start with it.</summary>
    StartsWith,

    /// <summary>A pattern for texts that end with it.</summary>
    EndsWith,

    /// <summary>A pattern as the caller wrote it.</summary>
    Pattern,

    /// <summary>First of exactly two elements.</summary>
    RangeStart,

    /// <summary>Second of exactly two elements.</summary>
    RangeEnd,

    /// <summary>First day of a period.</summary>
    PeriodStart,

    /// <summary>First day after a period.</summary>
    PeriodEnd,

    /// <summary>Page size.</summary>
    PageSize,

    /// <summary>Page size and one more record, which tells whether there are more.</summary>
    PageSizeAndOne,

    /// <summary>Rows to leave out.</summary>
    Offset,

    /// <summary>Most groups.</summary>
    GroupLimit,

    /// <summary>IANA name of a time zone.</summary>
    TimeZone,
}
