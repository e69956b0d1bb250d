namespace Platform.Runtime.Catalog;

/// <summary>A customer: one PostgreSQL schema with its records, one line of document revisions.</summary>
public sealed class Tenant
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name in addresses and sign-in: lower-case letters, digits and underscores, beginning with a letter, at most 48 characters.</summary>
    public required string Slug { get; init; }

    /// <summary>Name that people see.</summary>
    public required string Name { get; set; }

    /// <summary>PostgreSQL schema of the records: <c>t_</c> and the slug.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Number of the current revision of the documents; 0 before the first.</summary>
    public long Revision { get; set; }

    /// <summary>The last revision that brought or changed a rollup: writers that were planned before it do not know of it. 0 before the first.</summary>
    public long RollupsRevision { get; set; }

    /// <summary>Which build of the platform has compared the tenant's indexes with those that it makes; null when none has.</summary>
    public string? IndexesReviewedBy { get; set; }

    /// <summary>BCP 47 language tag for users who chose none, for example <c>en</c> or <c>zh-CN</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>IANA time zone for users who chose none, for example <c>Asia/Shanghai</c>.</summary>
    public required string TimeZone { get; set; }

    /// <summary>ISO 4217 code of the currency that sums are reported in.</summary>
    public required string Currency { get; set; }

    /// <summary>Whether its users may sign in.</summary>
    public TenantStatus Status { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; init; }
}
