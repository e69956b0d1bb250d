namespace Platform.Metadata.Model;

/// <summary>Kinds of references seen from their target.</summary>
public enum RelationKind
{
    /// <summary>Inverse of a lookup.</summary>
    Lookup,

    /// <summary>Inverse of a polymorphic lookup.</summary>
    Polymorphic,

    /// <summary>Inverse of a master-detail.</summary>
    Detail,

    /// <summary>Other side of a many-to-many.</summary>
    ManyToMany,
}
