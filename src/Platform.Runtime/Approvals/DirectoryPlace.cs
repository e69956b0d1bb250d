using Platform.Metadata.Model;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Approvals;

/// <summary>Where people are looked up.</summary>
/// <param name="Model">The tenant's model.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Session">The transaction.</param>
/// <param name="Now">The instant.</param>
internal readonly record struct DirectoryPlace(TenantModel Model, string Schema, WriteSession Session, DateTime Now);
