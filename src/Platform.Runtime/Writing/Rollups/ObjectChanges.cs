namespace Platform.Runtime.Writing.Rollups;

/// <summary>What one transaction did to the records of an object, as far as rollups have to know.</summary>
internal sealed class ObjectChanges
{
    /// <summary>Records that were not there before.</summary>
    public HashSet<Guid> Created { get; } = [];

    /// <summary>Records that went into the recycle bin.</summary>
    public HashSet<Guid> Deleted { get; } = [];

    /// <summary>Records that came out of it.</summary>
    public HashSet<Guid> Restored { get; } = [];

    /// <summary>Of changed records, the columns of <see cref="RollupGraph.ImageOf"/> as they were before the transaction.</summary>
    public Dictionary<Guid, object?[]> Images { get; } = [];

    /// <summary>Fields that changed in any of the records.</summary>
    public HashSet<string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Notes a record as it was before it changed; what it was first is what counts.</summary>
    public void Change(Guid id, object?[] image)
    {
        if (!Created.Contains(id) && !Restored.Contains(id)) Images.TryAdd(id, image);
    }
}
