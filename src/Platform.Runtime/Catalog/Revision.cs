namespace Platform.Runtime.Catalog;

/// <summary>A state of a tenant's documents that was applied, and how it was reached.</summary>
public sealed class Revision
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>1, 2, 3 … in the order of applying, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>When it was applied, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Id of the <c>User</c> record that applied it; null for the platform itself.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>Why, in the words of who applied it; may be empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Changes that led here, as JSON (<c>jsonb</c>).</summary>
    public required string Plan { get; init; }

    /// <summary>Changes that lead back to the revision before, as JSON (<c>jsonb</c>).</summary>
    public required string Inverse { get; init; }

    /// <summary>Revision whose documents this one brought back; null unless it is a rollback.</summary>
    public long? RollbackTo { get; init; }
}
