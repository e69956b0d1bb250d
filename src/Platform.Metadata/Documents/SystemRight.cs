namespace Platform.Metadata.Documents;

/// <summary>Rights that are not about one object.</summary>
public enum SystemRight
{
    /// <summary>Change documents: plan, apply, roll back, install packages.</summary>
    Customize,

    /// <summary>Create users, assign roles, manage API keys.</summary>
    ManageUsers,

    /// <summary>Export lists.</summary>
    Export,

    /// <summary>Import records.</summary>
    Import,

    /// <summary>Remove records for good.</summary>
    Purge,
}
