namespace Platform.Runtime.Demo;

/// <summary>The tenant that a data set is loaded into.</summary>
/// <param name="TenantId">Id of the tenant, for its counters.</param>
/// <param name="Schema">Its schema, with the tables of the model that the data set was compiled for.</param>
public sealed record DemoTarget(Guid TenantId, string Schema);
