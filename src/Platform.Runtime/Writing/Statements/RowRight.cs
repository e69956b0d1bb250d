namespace Platform.Runtime.Writing.Statements;

/// <summary>A right on rows.</summary>
internal enum RowRight
{
    /// <summary>No right is asked for: the platform acts by itself.</summary>
    None,

    /// <summary>To see.</summary>
    Read,

    /// <summary>To see, or made by the user: files are attached by who uploaded them.</summary>
    Attach,

    /// <summary>To edit.</summary>
    Edit,

    /// <summary>To delete and restore.</summary>
    Delete,
}
