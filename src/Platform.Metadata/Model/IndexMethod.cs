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

    /// <summary>B-tree over a text without case, for rules of duplicates.</summary>
    MatchExact,

    /// <summary>B-tree over what a text says, for rules of duplicates.</summary>
    MatchText,

    /// <summary>B-tree over the last digits of a phone number, for rules of duplicates.</summary>
    MatchPhone,

    /// <summary>GIN over pairs of characters of what a text says, for rules of duplicates.</summary>
    MatchSimilar,
}
