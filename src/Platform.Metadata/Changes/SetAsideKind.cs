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

    /// <summary>A copy of what took the place of retyped values, by which a rollback tells what was written since.</summary>
    Successor,
}
