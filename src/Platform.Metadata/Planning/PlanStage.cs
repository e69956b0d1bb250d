namespace Platform.Metadata.Planning;

/// <summary>The order of steps: whatever stands in the way goes first, whatever leans on others comes last.</summary>
public enum PlanStage
{
    /// <summary>Constraints and indexes of what goes or changes are removed.</summary>
    Release,

    /// <summary>Columns and tables get their set-aside names.</summary>
    SetAside,

    /// <summary>Columns and tables get their own names back.</summary>
    Restore,

    /// <summary>Tables and columns are made.</summary>
    Create,

    /// <summary>Values are converted and filled in.</summary>
    Fill,

    /// <summary>Defaults, NOT NULL and foreign keys are put in force.</summary>
    Constrain,

    /// <summary>Indexes of small tables are built.</summary>
    Index,

    /// <summary>After the commit, outside any transaction: indexes of large tables are built, keys of large tables checked.</summary>
    Background,
}
