namespace Platform.Metadata.Changes;

/// <summary>What was set aside.</summary>
public enum SetAsideKind
{
    /// <summary>An object's table.</summary>
    Table,

    /// <summary>A column.</summary>
    Column,

    /// <summary>The link table of a many-to-many field.</summary>
    Links,
}
