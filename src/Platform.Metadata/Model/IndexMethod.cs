namespace Platform.Metadata.Model;

/// <summary>Index methods.</summary>
public enum IndexMethod
{
    /// <summary>B-tree: equality, ranges, order.</summary>
    Btree,

    /// <summary>B-tree over the rows of the recycle bin alone: small, and nothing to the writes of live rows.</summary>
    RecycleBin,

    /// <summary>GIN over array elements: multi-picklists and tags.</summary>
    ArrayGin,

    /// <summary>GIN over pairs of characters of the search fields together: search, contains.</summary>
    Search,
}
