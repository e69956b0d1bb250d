namespace Platform.Metadata.Model;

/// <summary>Index methods.</summary>
public enum IndexMethod
{
    /// <summary>B-tree: equality, ranges, order.</summary>
    Btree,

    /// <summary>GIN over array elements: multi-picklists and tags.</summary>
    ArrayGin,

    /// <summary>GIN trigrams over text: contains and search.</summary>
    TrigramGin,
}
