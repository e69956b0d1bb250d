using Platform.Metadata.Permissions;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Callers from the published models: the model is taken once, when the request comes in.</summary>
internal sealed class CallerSource(TenantModels models, TeamReach reach) : ICallerSource
{
    /// <inheritdoc/>
    public async ValueTask<RecordCaller> FindAsync(RequestIdentity identity, CancellationToken cancellation) =>
        await CallerAsync(identity, Existing(identity, await models.GetAsync(identity.TenantId, cancellation)), cancellation);

    /// <inheritdoc/>
    public async ValueTask<RecordCaller?> FindMovedAsync(RequestIdentity identity, RecordCaller before, CancellationToken cancellation)
    {
        TenantState state = Existing(identity, await models.RefreshAsync(identity.TenantId, cancellation));
        return ReferenceEquals(state.Model, before.Model) ? null : await CallerAsync(identity, state, cancellation);
    }

    private static TenantState Existing(RequestIdentity identity, TenantState? state) =>
        state ?? throw new InvalidOperationException($"Tenant '{identity.TenantSlug}' has no state.");

    private async Task<RecordCaller> CallerAsync(RequestIdentity identity, TenantState state, CancellationToken cancellation)
    {
        PermissionSet permissions = PermissionCompiler.Compile(state.Model, identity.Roles);
        return new RecordCaller(identity.TenantId, state.Schema, state.Model, permissions, identity.UserId, identity.TimeZone, identity.Locale)
        {
            TenantTimeZone = identity.TenantTimeZone,
            Reach = permissions.DependsOnTeams ? await reach.OfAsync(state.Schema, state.Model, identity.UserId, cancellation) : null,
        };
    }
}
