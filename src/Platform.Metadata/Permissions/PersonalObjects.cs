namespace Platform.Metadata.Permissions;

/// <summary>The platform's objects whose records are their owner's alone, whatever a role says.</summary>
public static class PersonalObjects
{
    /// <summary>Object of notifications.</summary>
    public const string Notification = "Notification";

    /// <summary>Object of how a person wants to be told.</summary>
    public const string NotificationSettings = "NotificationSettings";

    /// <summary>True for an object of the platform of which everybody sees and changes their own records at most.</summary>
    public static bool Contains(string objectName) => objectName is Notification or NotificationSettings;
}
