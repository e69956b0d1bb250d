namespace Platform.Runtime.Writing.Statements;

/// <summary>Where a row is.</summary>
internal enum RowState
{
    /// <summary>Outside the recycle bin.</summary>
    Live,

    /// <summary>In the recycle bin.</summary>
    Deleted,

    /// <summary>Either.</summary>
    Any,
}
