namespace Platform.Metadata.Model;

/// <summary>Names of the fields that every object has, in their order.</summary>
public static class SystemFields
{
    /// <summary>UUID v7, primary key.</summary>
    public const string Id = "id";

    /// <summary>Counts the writes of the record from 1; the guard of optimistic concurrency.</summary>
    public const string Version = "version";

    /// <summary>Instant of creation.</summary>
    public const string CreatedAt = "createdAt";

    /// <summary>Lookup to the User who created it.</summary>
    public const string CreatedBy = "createdBy";

    /// <summary>Instant of the last write.</summary>
    public const string UpdatedAt = "updatedAt";

    /// <summary>Lookup to the User of the last write.</summary>
    public const string UpdatedBy = "updatedBy";

    /// <summary>Lookup to the owning User; blank for objects owned by the organization.</summary>
    public const string Owner = "owner";

    /// <summary>Instant of deletion while in the recycle bin; blank for live records.</summary>
    public const string DeletedAt = "deletedAt";

    /// <summary>ISO 4217 code of the record's amounts; only on objects with a currency field.</summary>
    public const string Currency = "currency";

    /// <summary>Name of the record's type; only on objects with record types.</summary>
    public const string RecordType = "recordType";

    /// <summary>Name of the pipeline that the record goes through; only on objects with pipelines.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>Instant at which the record entered its stage; only on objects with pipelines.</summary>
    public const string StageSince = "stageSince";

    /// <summary>The names in order, without those that not every object has: <see cref="Currency"/>, <see cref="RecordType"/>, <see cref="Pipeline"/>, <see cref="StageSince"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [Id, Version, CreatedAt, CreatedBy, UpdatedAt, UpdatedBy, Owner, DeletedAt];
}
