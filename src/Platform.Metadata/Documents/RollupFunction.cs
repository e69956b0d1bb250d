namespace Platform.Metadata.Documents;

/// <summary>What a rollup makes of the records of a list.</summary>
public enum RollupFunction
{
    /// <summary>How many there are; 0 for none.</summary>
    Count,

    /// <summary>The exact sum of a number or a duration, blanks left out; 0 for none.</summary>
    Sum,

    /// <summary>The mean of those that have a value, rounded half away from zero to the field's scale; blank for none.</summary>
    Avg,

    /// <summary>The least value; blank for none.</summary>
    Min,

    /// <summary>The greatest value; blank for none.</summary>
    Max,

    /// <summary>The value of the first record in the rollup's order, which may be blank.</summary>
    First,

    /// <summary>The value of the last record in the rollup's order, which may be blank.</summary>
    Last,
}
