namespace Platform.Metadata.Changes;

/// <summary>What a change of a field's type means for stored values.</summary>
public enum StorageEffect
{
    /// <summary>Nothing: the columns and what stands in them stay.</summary>
    None,

    /// <summary>The column's type is widened without touching a row.</summary>
    Widen,

    /// <summary>The old columns are set aside, new ones get the converted values.</summary>
    Convert,
}
