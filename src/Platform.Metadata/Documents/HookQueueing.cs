namespace Platform.Metadata.Documents;

/// <summary>What keeps its order when a hook runs after commit, and so waits for each other.</summary>
public enum HookQueueing
{
    /// <summary>The changes of one record; those of others go beside them.</summary>
    Record,

    /// <summary>All changes that the hook hears of: batches stay whole, and one that fails holds up all that follow.</summary>
    Hook,
}
