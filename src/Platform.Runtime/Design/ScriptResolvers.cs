using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Writing;
using Platform.Scripting.Pooling;

namespace Platform.Runtime.Design;

/// <summary>The resolvers about scripts: what administrators agreed to, runs that wait or were set aside, workers.</summary>
internal sealed class ScriptResolvers(NpgsqlDataSource dataSource, ScriptGrants grants, ScriptHost workers, DeliveryAdministration deliveries, CommitBell bell)
{
    private const int MostRuns = 500;

    /// <summary>The resolver of a field; null when it is another's.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "scriptRights") => RightsAsync,
        ("Query", "failedRuns") => FailedRunsAsync,
        ("Query", "scriptWorkers") => WorkersAsync,
        ("Mutation", "grantScriptRight") => GrantAsync,
        ("Mutation", "revokeScriptRight") => RevokeAsync,
        ("Mutation", "repeatRuns") => RepeatRunsAsync,
        ("Mutation", "discardRuns") => DiscardRunsAsync,
        _ => null,
    };

    /// <summary>Everything that scripts ask for, and what of it was agreed to.</summary>
    private async ValueTask<object?> RightsAsync(ResolveContext context)
    {
        TenantState state = DesignResolvers.Caller(context).State;
        IReadOnlyList<GrantedRight> granted = await grants.ListAsync(state.TenantId, context.CancellationToken);
        return Scripts(state).SelectMany(s => ScriptRights.Of(s).Select(right =>
        {
            GrantedRight? grant = granted.FirstOrDefault(g => (g.Kind, g.Document, g.Right) == (s.Kind, s.Id, right));
            return new Dictionary<string, object?>
            {
                ["kind"] = s.Kind,
                ["name"] = s.Name,
                ["right"] = right,
                ["granted"] = grant is not null,
                ["grantedBy"] = grant?.By?.ToString("D"),
                ["grantedAt"] = grant is null ? null : DesignViews.Of(grant.At),
            };
        })).ToArray();
    }

    /// <summary>Agrees to what a script asks for.</summary>
    private ValueTask<object?> GrantAsync(ResolveContext context) => SetAsync(context, isGranted: true);

    /// <summary>Takes an agreement back.</summary>
    private ValueTask<object?> RevokeAsync(ResolveContext context) => SetAsync(context, isGranted: false);

    /// <summary>Runs after commit that failed: those that are tried again, and those that were set aside.</summary>
    private async ValueTask<object?> FailedRunsAsync(ResolveContext context)
    {
        int first = context.Argument<int>("first");
        if (first is < 0 or > MostRuns) return Wrong($"\"first\" is 0 to {MostRuns}.");
        TenantState state = DesignResolvers.Caller(context).State;
        await using NpgsqlCommand command = dataSource.CreateCommand(
            """
            (SELECT id, payload ->> 'hook', payload ->> 'event', payload ->> 'object', jsonb_array_length(payload -> 'records'), attempts, last_error, created_at, true FROM platform.outbox
             WHERE tenant_id = $1 AND topic = $2 AND lane IS NOT NULL AND next_attempt_at IS NULL ORDER BY id DESC LIMIT $3)
            UNION ALL
            (SELECT id, payload ->> 'hook', payload ->> 'event', payload ->> 'object', jsonb_array_length(payload -> 'records'), attempts, last_error, created_at, false FROM platform.outbox
             WHERE tenant_id = $1 AND topic = $2 AND lane IS NOT NULL AND next_attempt_at IS NOT NULL AND attempts > 0 ORDER BY id DESC LIMIT $3)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = state.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = CommittedChanges.Topic });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = first });
        List<object?> runs = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(context.CancellationToken);
        while (await reader.ReadAsync(context.CancellationToken))
        {
            string hook = reader.GetString(1);
            runs.Add(new Dictionary<string, object?>
            {
                ["id"] = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture),
                ["hook"] = state.Model.Hooks.FirstOrDefault(h => h.Id == hook)?.Name ?? hook,
                ["event"] = reader.GetString(2),
                ["object"] = reader.GetString(3),
                ["records"] = reader.GetInt32(4),
                ["attempts"] = reader.GetInt32(5),
                ["error"] = reader.IsDBNull(6) ? null : reader.GetString(6),
                ["writtenAt"] = DesignViews.Of(reader.GetDateTime(7)),
                ["isSetAside"] = reader.GetBoolean(8),
            });
        }

        return runs.ToArray();
    }

    /// <summary>Runs once more what was set aside, and at once what waits for another attempt.</summary>
    private async ValueTask<object?> RepeatRunsAsync(ResolveContext context)
    {
        Guid tenant = DesignResolvers.Caller(context).State.TenantId;
        IReadOnlyList<(string Target, long[] Ids)> runs = await FindAsync(context);
        foreach ((string target, long[] ids) in runs) await deliveries.ReplayAsync(tenant, CommittedChanges.Topic, target, ids, context.CancellationToken);
        bell.Ring();
        return runs.Sum(r => r.Ids.Length);
    }

    /// <summary>Gives up runs that were set aside.</summary>
    private async ValueTask<object?> DiscardRunsAsync(ResolveContext context)
    {
        Guid tenant = DesignResolvers.Caller(context).State.TenantId;
        int dropped = 0;
        foreach ((string target, long[] ids) in await FindAsync(context)) dropped += await deliveries.DropAsync(tenant, CommittedChanges.Topic, target, ids, context.CancellationToken);
        return dropped;
    }

    /// <summary>How workers are doing.</summary>
    private ValueTask<object?> WorkersAsync(ResolveContext context)
    {
        ScriptHealth health = workers.Health;
        return ValueTask.FromResult<object?>(new Dictionary<string, object?>
        {
            ["busy"] = health.Leased,
            ["idle"] = health.Processes.Count - health.Leased,
            ["waiting"] = health.Waiting,
            ["lost"] = (double)health.Lost,
            ["problem"] = health.Problem,
            ["hasNoNetwork"] = health.Confinement?.HasNoNetwork,
            ["isUnprivileged"] = health.Confinement?.IsUnprivileged,
            ["hasNoNewPrivileges"] = health.Confinement?.HasNoNewPrivileges,
            ["hasMemoryLimit"] = health.Confinement?.HasMemoryLimit,
        });
    }

    private async ValueTask<object?> SetAsync(ResolveContext context, bool isGranted)
    {
        DesignCaller caller = DesignResolvers.Caller(context);
        // Taking back is left to whoever designs.
        if (isGranted && !caller.MayAgree) return DesignCaller.AgreementRefused();
        string kind = context.Argument<string>("kind")!, name = context.Argument<string>("name")!, right = context.Argument<string>("right")!;
        if (Scripts(caller.State).FirstOrDefault(s => s.Kind == kind && s.Name == name) is not { } script || !ScriptRights.Of(script).Contains(right))
        {
            return Wrong("There is no such document, or it does not ask for that.");
        }

        await grants.SetAsync(caller.State.TenantId, script, right, isGranted, caller.UserId, context.CancellationToken);
        return true;
    }

    // Runs that are still there, by what they are delivered to.
    private async Task<IReadOnlyList<(string Target, long[] Ids)>> FindAsync(ResolveContext context)
    {
        long[] ids = [.. context.Argument<IReadOnlyList<object?>>("ids")!.Select(i => long.TryParse((string)i!, CultureInfo.InvariantCulture, out long id) ? id : -1)];
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT target, array_agg(id) FROM platform.outbox WHERE tenant_id = $1 AND topic = $2 AND lane IS NOT NULL AND id = ANY ($3) GROUP BY target");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = DesignResolvers.Caller(context).State.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = CommittedChanges.Topic });
        command.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        List<(string, long[])> found = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(context.CancellationToken);
        while (await reader.ReadAsync(context.CancellationToken)) found.Add((reader.GetString(0), reader.GetFieldValue<long[]>(1)));
        return found;
    }

    private static IEnumerable<ScriptDocument> Scripts(TenantState state) =>
        state.Documents.Values.Select(d => d.Content).OfType<ScriptDocument>().OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal);

    private static FieldErrors Wrong(string message) => FieldErrors.Of(new GraphQLError(message) { Code = GraphQLErrorCode.BadUserInput, Reason = "ARGUMENT_INVALID" });
}
