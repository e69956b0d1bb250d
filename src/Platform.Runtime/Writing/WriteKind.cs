namespace Platform.Runtime.Writing;

/// <summary>What is done to a record.</summary>
internal enum WriteKind
{
    /// <summary>It is made.</summary>
    Create,

    /// <summary>Fields change.</summary>
    Update,

    /// <summary>It goes to the recycle bin.</summary>
    Delete,

    /// <summary>It comes back from the recycle bin.</summary>
    Restore,

    /// <summary>It is removed for good.</summary>
    Purge,
}
