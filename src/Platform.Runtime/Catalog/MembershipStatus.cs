namespace Platform.Runtime.Catalog;

/// <summary>Whether a membership may be used.</summary>
public enum MembershipStatus
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>The user left or was locked out; the record stays for what it owns.</summary>
    Suspended,
}
