namespace Platform.Metadata.Documents;

/// <summary>Whose records a right covers; each includes the ones before it.</summary>
public enum AccessScope
{
    /// <summary>No record.</summary>
    None,

    /// <summary>Records that the user owns.</summary>
    Own,

    /// <summary>Records owned by anyone who shares a team with the user.</summary>
    Team,

    /// <summary>Every record of the tenant.</summary>
    All,
}
