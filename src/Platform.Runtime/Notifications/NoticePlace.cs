using Platform.Metadata.Model;

namespace Platform.Runtime.Notifications;

/// <summary>Where, when and by whom something is told.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Schema">PostgreSQL schema of its records, unquoted.</param>
/// <param name="Model">Its model.</param>
/// <param name="Now">The instant of the causing transaction, UTC.</param>
/// <param name="By">Who caused it; null for the clock and the platform itself.</param>
public sealed record NoticePlace(Guid TenantId, string Schema, TenantModel Model, DateTime Now, Guid? By = null);
