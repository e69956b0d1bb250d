namespace Platform.Runtime.Demo.Specification;

/// <summary>Names of the values in a description of rows that fill the system fields of a record.</summary>
internal static class DemoSystemValues
{
    /// <summary>Instant of creation; needed, the id is made from it.</summary>
    public const string Created = "created";

    /// <summary>Instant of the last change; that of creation when not given.</summary>
    public const string Updated = "updated";

    /// <summary>Row of User that owns the record.</summary>
    public const string Owner = "owner";

    /// <summary>Row of User that created it; the owner when not given.</summary>
    public const string CreatedBy = "createdBy";

    /// <summary>Row of User that changed it last; the creator when not given.</summary>
    public const string UpdatedBy = "updatedBy";

    /// <summary>Number of writes; 1 when not given.</summary>
    public const string Version = "version";

    /// <summary>Instant of deletion, for records in the recycle bin.</summary>
    public const string Deleted = "deleted";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Created, Updated, Owner, CreatedBy, UpdatedBy, Version, Deleted];
}
