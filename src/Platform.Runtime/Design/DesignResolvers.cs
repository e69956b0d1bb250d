using System.Text.Json.Nodes;
using Npgsql;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Platform.Metadata.Computation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Runtime.Database;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>The resolvers of the root fields.</summary>
internal sealed class DesignResolvers(NpgsqlDataSource dataSource, Publisher publisher, SetAsidePurge purge, RollupRecount recount, StorageRoom room)
{
    // Of an entry of a trail.
    private const int LongestNote = 10_000;

    private const int MostRevisions = 500;

    public static ValueTask<object?> RevisionAsync(ResolveContext context) => Done(Caller(context).State.Revision);

    public static ValueTask<object?> DocumentsAsync(ResolveContext context)
    {
        string? kind = context.Argument<string>("kind"), package = context.Argument<string>("package");
        HashSet<object?>? kinds = context.Argument<IReadOnlyList<object?>>("kinds") is { } list ? [.. list] : null;
        return Done(Caller(context).State.Documents.Values
            .Where(d => (kind is null || d.Content.Kind == kind) && (kinds is null || kinds.Contains(d.Content.Kind))
                && (package is null || d.Content.Package == package))
            .OrderBy(d => d.Content.Kind, StringComparer.Ordinal).ThenBy(d => d.Content.Name, StringComparer.Ordinal)
            .Select(DesignViews.Of).ToArray());
    }

    public static ValueTask<object?> DocumentAsync(ResolveContext context) =>
        Done(Find(context) is { } found ? DesignViews.Of(found) : null);

    public async ValueTask<object?> HistoryAsync(ResolveContext context)
    {
        string name = context.Argument<string>("name")!;
        string id = Find(context)?.Content.Id ?? name;
        await using NpgsqlCommand command = Command(
            """
            SELECT name, valid_from, valid_to, body::text FROM platform.documents
            WHERE tenant_id = $1 AND kind = $2 AND id = $3 ORDER BY valid_from DESC
            """,
            Caller(context).State.TenantId, context.Argument<string>("kind")!, id);
        return await ReadAsync(command, context, r => new Dictionary<string, object?>
        {
            ["name"] = r.GetString(0),
            ["fromRevision"] = r.GetInt64(1),
            ["toRevision"] = r.IsDBNull(2) ? null : r.GetInt64(2),
            ["body"] = JsonNode.Parse(r.GetString(3)),
        });
    }

    public async ValueTask<object?> RevisionsAsync(ResolveContext context)
    {
        int first = context.Argument<int>("first");
        if (first is < 0 or > MostRevisions) return Wrong($"\"first\" is 0 to {MostRevisions}.");
        await using NpgsqlCommand command = Command(
            """
            SELECT number, created_at, created_by, reason, plan::text, rollback_to FROM platform.revisions
            WHERE tenant_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3
            """,
            Caller(context).State.TenantId, context.Arguments.GetValueOrDefault("before") is int before ? (long)before : long.MaxValue, first);
        return await ReadAsync(command, context, Revision);
    }

    /// <summary>Revisions after one, oldest first.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RevisionsAfterAsync(Guid tenantId, long number, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            """
            SELECT number, created_at, created_by, reason, plan::text, rollback_to FROM platform.revisions
            WHERE tenant_id = $1 AND number > $2 ORDER BY number LIMIT $3
            """,
            tenantId, number, MostRevisions);
        List<IReadOnlyDictionary<string, object?>> revisions = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) revisions.Add(Revision(reader));
        return revisions;
    }

    private static Dictionary<string, object?> Revision(NpgsqlDataReader r) => new()
    {
        ["number"] = r.GetInt64(0),
        ["appliedAt"] = DesignViews.Of(r.GetDateTime(1)),
        ["appliedBy"] = r.IsDBNull(2) ? null : r.GetGuid(2).ToString(),
        ["reason"] = r.GetString(3),
        ["changes"] = DesignViews.Changes(r.GetString(4)),
        ["apiChanges"] = DesignViews.ApiChanges(r.GetString(4)),
        ["rollbackTo"] = r.IsDBNull(5) ? null : r.GetInt64(5),
    };

    public async ValueTask<object?> PlanAsync(ResolveContext context) =>
        DesignViews.Of((await publisher.PlanAsync(Request(context) with { Edits = Edits(context) }, context.CancellationToken))!);

    public async ValueTask<object?> PlanRollbackAsync(ResolveContext context)
    {
        PublishRequest request = Request(context) with { RollbackTo = context.Argument<int>("to") };
        return await publisher.PlanAsync(request, context.CancellationToken) is { } plan
            ? DesignViews.Of(plan)
            : DesignViews.Of(new PublishRefused(PublishCodes.RevisionUnknown, $"There is no revision {request.RollbackTo}."));
    }

    public async ValueTask<object?> ValidateAsync(ResolveContext context) =>
        (await publisher.PlanAsync(Request(context) with { Edits = Edits(context) }, context.CancellationToken))!
            .Diagnostics.Select(DesignViews.Of).ToArray();

    public static ValueTask<object?> WhatUsesAsync(ResolveContext context)
    {
        string kind = context.Argument<string>("kind")!, name = context.Argument<string>("name")!;
        DependencyGraph graph = Caller(context).State.Dependencies;
        IReadOnlyList<Use> uses = context.Argument<string>("field") is { } field
            ? graph.UsesOf(Element.Field(name, field))
            : kind == DocumentKinds.Object ? graph.UsesOfObject(name) : graph.UsesOf(new Element(kind, name));
        return Done(uses.Select(u => new Dictionary<string, object?>
        {
            ["kind"] = u.Kind,
            ["name"] = u.Name,
            ["pointer"] = u.Pointer,
            ["target"] = u.Target.Name,
        }).ToArray());
    }

    public async ValueTask<object?> PackagesAsync(ResolveContext context)
    {
        TenantState state = Caller(context).State;
        await using NpgsqlCommand command = Command(
            "SELECT name, version, installed_at, revision FROM platform.packages WHERE tenant_id = $1 ORDER BY name", state.TenantId);
        return await ReadAsync(command, context, r => new Dictionary<string, object?>
        {
            ["name"] = r.GetString(0),
            ["version"] = r.GetString(1),
            ["installedAt"] = DesignViews.Of(r.GetDateTime(2)),
            ["revision"] = r.GetInt64(3),
            ["label"] = state.Model.Packages.FirstOrDefault(p => p.Name == r.GetString(0))?.Label,
        });
    }

    public async ValueTask<object?> SetAsideAsync(ResolveContext context) =>
        (await purge.ListAsync(Caller(context).State, context.CancellationToken)).Select(DesignViews.Of).ToArray();

    public async ValueTask<object?> JobsAsync(ResolveContext context)
    {
        int first = context.Argument<int>("first");
        if (first is < 0 or > MostRevisions) return Wrong($"\"first\" is 0 to {MostRevisions}.");
        await using NpgsqlCommand command = Command(
            """
            SELECT id, kind, key, state, progress, error, created_at, finished_at, payload->>'table', payload->>'name' FROM platform.jobs
            WHERE tenant_id = $1 AND kind IN ('index.build', 'key.check', 'rollup.fill', 'hook.compute') ORDER BY created_at DESC LIMIT $2
            """,
            Caller(context).State.TenantId, first);
        TenantModel model = Caller(context).State.Model;
        return await ReadAsync(command, context, r => new Dictionary<string, object?>
        {
            ["id"] = r.GetGuid(0).ToString(),
            ["kind"] = r.GetString(1),
            ["key"] = r.IsDBNull(2) ? null : r.GetString(2),
            ["object"] = Subject(model, r.GetString(8))?.Name,
            ["fields"] = FieldsOf(model, Subject(model, r.GetString(8)), r.GetString(9)),
            ["state"] = r.GetString(3),
            ["progress"] = r.GetDouble(4),
            ["error"] = r.IsDBNull(5) ? null : r.GetString(5),
            ["createdAt"] = DesignViews.Of(r.GetDateTime(6)),
            ["finishedAt"] = r.IsDBNull(7) ? null : DesignViews.Of(r.GetDateTime(7)),
        });
    }

    private static ObjectModel? Subject(TenantModel model, string table) => model.Objects.FirstOrDefault(o => o.Table == table);

    /// <summary>The fields whose index, key or column has the name, or whose hook: that is named by its id and the revision that asked for it.</summary>
    private static object?[] FieldsOf(TenantModel model, ObjectModel? owner, string name)
    {
        if (name.LastIndexOf('@') is > 0 and var at && model.Hooks.FirstOrDefault(h => h.Id == name[..at]) is { } hook)
            return [.. owner?.Fields.Where(f => f.ComputedBy == hook.Name).Select(f => f.Name) ?? []];
        if (owner?.Indexes.FirstOrDefault(i => i.Name == name) is { } index) return [.. index.Fields];
        return [.. owner?.Fields.Where(f => f.Rollup is not null && f.Column.Name == name).Select(f => f.Name) ?? []];
    }

    public ValueTask<object?> ApplyAsync(ResolveContext context) => ApplyAsync(context, Request(context) with { Edits = Edits(context) });

    public ValueTask<object?> RollbackAsync(ResolveContext context) =>
        ApplyAsync(context, Request(context) with { RollbackTo = context.Argument<int>("to") });

    public async ValueTask<object?> PurgeSetAsideAsync(ResolveContext context) =>
        await purge.PurgeAsync(Caller(context).State, context.Argument<int>("upToRevision"), context.CancellationToken);

    public async ValueTask<object?> CheckRollupsAsync(ResolveContext context)
    {
        TenantState state = Caller(context).State;
        List<object?> checks = [];
        foreach (OrderedRollup rollup in Rollups(context))
        {
            checks.Add(new Dictionary<string, object?>
            {
                ["object"] = rollup.Owner.Name,
                ["field"] = rollup.Field.Name,
                ["wrong"] = (double)await recount.CountWrongAsync(state.Schema, state.Model, rollup, context.CancellationToken),
            });
        }

        return checks.ToArray();
    }

    public async ValueTask<object?> RecomputeRollupsAsync(ResolveContext context)
    {
        IReadOnlyList<OrderedRollup> rollups = Rollups(context);
        if (rollups.Count == 0) return Wrong("There is no such rollup.");
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(context.CancellationToken);
        foreach (OrderedRollup rollup in rollups)
        {
            await RevisionWriter.QueueAsync(
                connection, Caller(context).State.TenantId, Caller(context).UserId, RevisionWriter.RollupJob, rollup.Owner.Table, rollup.Field.Column.Name,
                context.CancellationToken);
        }

        return rollups.Select(RollupRecount.KeyOf).ToArray();
    }

    public async ValueTask<object?> RecomputeFieldsAsync(ResolveContext context)
    {
        TenantState state = Caller(context).State;
        HookDocument[] hooks = state.Model.TryGetObject(context.Argument<string>("object")!, out ObjectModel? owner) ? [.. ComputedFields.HooksOf(state.Model, owner, context.Argument<string>("field"))] : [];
        if (hooks.Length == 0) return Wrong("There is no such field that a hook computes.");
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(context.CancellationToken);
        foreach (HookDocument hook in hooks)
        {
            await RevisionWriter.QueueAsync(
                connection, state.TenantId, Caller(context).UserId, RevisionWriter.ComputeJob, owner!.Table, ComputedFields.KeyOf(hook.Id, state.Model.Revision), context.CancellationToken);
        }

        return hooks.Select(h => ComputedFields.KeyOf(h.Id, state.Model.Revision)).ToArray();
    }

    private static IReadOnlyList<OrderedRollup> Rollups(ResolveContext context) =>
        RollupRecount.Find(Caller(context).State.Model, context.Argument<string>("object"), context.Argument<string>("field"));

    private async ValueTask<object?> ApplyAsync(ResolveContext context, PublishRequest request)
    {
        room.RequireForRecords();
        if (request.Accept.Contains(HazardCodes.ScriptRights) && !Caller(context).MayAgree) return DesignCaller.AgreementRefused();
        // Once begun it is carried to its end: a client that is gone would not know whether it was applied.
        PublishOutcome outcome = await publisher.ApplyAsync(request, CancellationToken.None);
        return outcome.Match<object?>(
            published => new Dictionary<string, object?> { ["revision"] = published.State.Revision, ["plan"] = DesignViews.Of(published.Plan) },
            DesignViews.Of);
    }

    private static PublishRequest Request(ResolveContext context) => new()
    {
        TenantId = Caller(context).State.TenantId,
        UserId = Caller(context).UserId,
        Reason = context.Argument<string>("reason") ?? "",
        MayAgree = Caller(context).MayAgree,
        IfRevision = context.Arguments.GetValueOrDefault("ifRevision") is int revision ? revision : null,
        Accept = [.. (context.Argument<IReadOnlyList<object?>>("accept") ?? []).OfType<string>()],
        OnRunning = [.. (context.Arguments.GetValueOrDefault("onRunning") as IReadOnlyList<object?> ?? []).Cast<IReadOnlyDictionary<string, object?>>().Select(OnRunning)],
    };

    private static RunningChoice OnRunning(IReadOnlyDictionary<string, object?> choice) => new((string)choice["flow"]!, Enum.Parse<RunningAction>(((EnumValueDefinition)choice["action"]!).Name, ignoreCase: true))
    {
        Steps = (choice.GetValueOrDefault("steps") as IReadOnlyList<object?> ?? []).Cast<IReadOnlyDictionary<string, object?>>()
            .DistinctBy(s => s["from"]).ToDictionary(s => (string)s["from"]!, s => (string)s["to"]!),
        Note = choice.GetValueOrDefault("note") as string is { Length: > 0 } note ? note[..Math.Min(note.Length, LongestNote)] : null,
    };

    /// <summary>The edits of a request.</summary>
    internal static DocumentEdit[] Edits(ResolveContext context) =>
        [.. context.Argument<IReadOnlyList<object?>>("edits")!.Cast<IReadOnlyDictionary<string, object?>>().Select(Edit)];

    private static DocumentEdit Edit(IReadOnlyDictionary<string, object?> edit) =>
        edit.TryGetValue("remove", out object? remove) && remove is IReadOnlyDictionary<string, object?> named
            ? new RemoveDocument((string)named["kind"]!, (string)named["name"]!)
            : new PutDocument(edit["put"] is JsonNode body ? TextOf(body) : "null");

    // A tree with half of a surrogate pair in it cannot be written: in its place goes the least text that has the same fault, for the reader to name.
    internal static string TextOf(JsonNode body)
    {
        try
        {
            return body.ToJsonString();
        }
        catch (InvalidOperationException)
        {
            return """ "\ud800" """;
        }
    }

    private static StoredEntry? Find(ResolveContext context)
    {
        string kind = context.Argument<string>("kind")!, name = context.Argument<string>("name")!;
        return Caller(context).State.Documents.Values.FirstOrDefault(d => d.Content.Kind == kind && d.Content.Name == name);
    }

    /// <summary>Who asks.</summary>
    internal static DesignCaller Caller(ResolveContext context) => (DesignCaller)context.RequestContext!;

    private NpgsqlCommand Command(string text, params object[] values)
    {
        NpgsqlCommand command = dataSource.CreateCommand(text);
        foreach (object value in values) command.Parameters.AddWithValue(value);
        return command;
    }

    private static async Task<object?[]> ReadAsync(
        NpgsqlCommand command, ResolveContext context, Func<NpgsqlDataReader, Dictionary<string, object?>> row)
    {
        List<object?> rows = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(context.CancellationToken);
        while (await reader.ReadAsync(context.CancellationToken)) rows.Add(row(reader));
        return [.. rows];
    }

    private static FieldErrors Wrong(string message) => FieldErrors.Of(new GraphQLError(message) { Reason = "ARGUMENT_INVALID" });

    private static ValueTask<object?> Done(object? value) => ValueTask.FromResult(value);
}
