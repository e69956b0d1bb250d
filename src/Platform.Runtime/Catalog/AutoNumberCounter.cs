namespace Platform.Runtime.Catalog;

/// <summary>How far an autonumber field has counted within a period. Written by the write pipeline alone.</summary>
public sealed class AutoNumberCounter
{
    /// <summary>The <see cref="Tenant"/>.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Stable id of the object.</summary>
    public required string ObjectId { get; init; }

    /// <summary>Stable id of the field.</summary>
    public required string FieldId { get; init; }

    /// <summary>Date parts of the field's format, for example <c>2026-01</c>; blank for a counter that never restarts.</summary>
    public required string Period { get; init; }

    /// <summary>The last number given.</summary>
    public long Value { get; set; }
}
