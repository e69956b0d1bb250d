using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Callers from the published models: the model is taken once, when the request comes in.</summary>
internal sealed class CallerSource(TenantModels models, TeamReach reach) : ICallerSource
{
    /// <inheritdoc/>
    public async ValueTask<RecordCaller> FindAsync(RequestIdentity identity, CancellationToken cancellation)
    {
        TenantState state = await models.GetAsync(identity.TenantId, cancellation)
            ?? throw new InvalidOperationException($"Tenant '{identity.TenantSlug}' has no state.");
        PermissionSet permissions = PermissionCompiler.Compile(state.Model, identity.Roles);
        return new RecordCaller(identity.TenantId, state.Schema, state.Model, permissions, identity.UserId, identity.TimeZone, identity.Locale)
        {
            Reach = permissions.DependsOnTeams ? await reach.OfAsync(state.Schema, state.Model, identity.UserId, cancellation) : null,
        };
    }
}
