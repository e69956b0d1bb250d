using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Callers from the published models: the model is taken once, when the request comes in.</summary>
internal sealed class CallerSource(TenantModels models) : ICallerSource
{
    /// <inheritdoc/>
    public async ValueTask<RecordCaller> FindAsync(RequestIdentity identity, CancellationToken cancellation)
    {
        TenantState state = await models.GetAsync(identity.TenantId, cancellation)
            ?? throw new InvalidOperationException($"Tenant '{identity.TenantSlug}' has no state.");
        return new RecordCaller(
            identity.TenantId, state.Schema, state.Model, PermissionCompiler.Compile(state.Model, identity.Roles), identity.UserId, identity.TimeZone,
            identity.Locale);
    }
}
