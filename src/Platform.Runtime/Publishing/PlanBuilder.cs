using System.Text.Json;
using Npgsql;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Compilation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Documents;
using Platform.Metadata.Hazards;
using Platform.Metadata.Model;
using Platform.Metadata.Planning;
using Platform.Runtime.Reading;
using Platform.Scripting.Sources;

namespace Platform.Runtime.Publishing;

/// <summary>Makes a plan out of a request and the live data, over one connection inside the caller's transaction.</summary>
internal sealed class PlanBuilder(
    NpgsqlConnection connection, TenantState state, PublishRequest request, HookChecks? hooks, CancellationToken cancellation)
{
    private const int ProbeTimeoutSeconds = 60;

    /// <summary>The plan; its changes are empty when the documents have errors.</summary>
    public async Task<DeployPlan> BuildAsync() =>
        request.RollbackTo is { } revision ? await RollBackAsync(revision) : await EditAsync();

    private async Task<DeployPlan> EditAsync()
    {
        DeployPlan plan = new() { FromRevision = state.Revision };
        EditedDocuments edited = EditedDocuments.Of(state, request.Edits, request.OfPlatform);
        if (edited.Diagnostics.Count > 0) return plan with { Diagnostics = edited.Diagnostics };
        return await CompareAsync(plan, edited.Documents, next => (state.Snapshot, ModelDiff.Between(state.Snapshot, next.Snapshot)));
    }

    private async Task<DeployPlan> RollBackAsync(long revision)
    {
        DeployPlan plan = new() { FromRevision = state.Revision, RollbackTo = revision };
        TenantState target;
        Dictionary<long, ModelSnapshot> snapshots = [];
        IReadOnlyList<SetAsideEntry> register = await StorageInspector.ReadRegisterAsync(connection, state.Schema, cancellation);
        try
        {
            target = (await DocumentStore.LoadAsync(connection, state.TenantId, revision, state, cancellation))!;
            foreach (long needed in RollbackDiff.NeededRevisions(revision, register))
            {
                snapshots[needed] = (await DocumentStore.LoadAsync(connection, state.TenantId, needed, state, cancellation))!.Snapshot;
            }
        }
        catch (RevisionInvalidException invalid)
        {
            return plan with { Diagnostics = invalid.Diagnostics };
        }

        // What the platform itself brings stays as this version has it.
        Dictionary<(string, string), StoredEntry> documents = target.Documents
            .Where(d => d.Value.Content.Package != BuiltInDocuments.PackageName)
            .Concat(state.Documents.Where(d => d.Value.Content.Package == BuiltInDocuments.PackageName))
            .ToDictionary(d => d.Key, d => Redated(d.Value));
        return await CompareAsync(
            plan, documents, next => RollbackDiff.Between(state.Snapshot, next.Snapshot, revision, register, r => snapshots[r]));
    }

    // A document that comes back in an earlier form begins anew with the revision that brings it back.
    private StoredEntry Redated(StoredEntry entry) =>
        state.Documents.TryGetValue(entry.Key, out StoredEntry? present) && present.Body == entry.Body && present.Content.Package == entry.Content.Package
            ? present
            : entry with { ValidFrom = state.Revision + 1 };

    private async Task<DeployPlan> CompareAsync(
        DeployPlan plan, IReadOnlyDictionary<(string Kind, string Id), StoredEntry> documents,
        Func<TenantState, (ModelSnapshot From, EquatableArray<ModelChange> Changes)> compare)
    {
        Compilation compiled = ModelCompiler.CompileAlone(documents.Values.Select(d => d.Document), state.Compilation, state.Revision + 1);
        plan = plan with { Diagnostics = compiled.Diagnostics };
        if (compiled.HasErrors) return plan;
        plan = plan with { Diagnostics = [.. compiled.Diagnostics, .. WebhookChecks.Of(compiled.Model!), .. hooks is null ? [] : await hooks.CheckAsync(state.Model, compiled.Model!, cancellation)] };
        if (plan.HasErrors) return plan;
        bool same = documents.Count == state.Documents.Count
            && documents.All(d => state.Documents.TryGetValue(d.Key, out StoredEntry? before) && ReferenceEquals(before, d.Value));
        if (same) return plan;
        TenantState next = new(state.TenantId, state.Slug, state.Schema, state.Revision + 1, documents, compiled);
        (ModelSnapshot from, EquatableArray<ModelChange> changes) = compare(next);
        StorageContext storage = new()
        {
            Schema = state.Schema,
            Revision = next.Revision,
            From = from,
            To = next.Snapshot,
            Changes = changes,
            Rows = await EstimateRowsAsync(from.Model, next.Model, changes),
        };
        HazardContext hazards = new(storage, UsersOf);
        List<Hazard> found = [.. HazardAnalyzers.Estimates(hazards), .. Purged(changes)];
        HashSet<(string, string)> blank = [];
        foreach (HazardProbe probe in HazardAnalyzers.Probes(hazards))
        {
            if (await AskAsync(probe) is not { } hazard) continue;
            found.Add(hazard);
            if (probe.NotNullColumn is { } column) blank.Add(column);
        }

        RunningRequests running = new(state, next, request.OnRunning);
        IReadOnlyList<RunningFlow> flows = await running.FindAsync(connection, cancellation);
        found = [.. running.Hazards(flows, found, changes)];
        return plan with
        {
            Running = flows,
            Next = next,
            Changes = changes,
            ApiChanges = ApiChanges.Between(state.Model, next.Model),
            Hazards = found.OrderBy(h => h.Change).ThenByDescending(h => h.Severity).ToEquatableArray(),
            Steps = StoragePlanner.Plan(storage with { Blank = blank }),
        };
    }

    // Of objects that change, and of the lists and owners of their rollups; looking at a table waits for whoever has it locked.
    private async Task<Dictionary<string, long>> EstimateRowsAsync(TenantModel model, TenantModel next, EquatableArray<ModelChange> changes)
    {
        HashSet<ObjectModel> unchanged = new(next.Objects, ReferenceEqualityComparer.Instance);
        HashSet<string> changed = [.. model.Objects.Where(o => !unchanged.Contains(o)).Select(o => o.Table)];
        foreach (ObjectModel owner in next.Objects)
        {
            string[] both = [owner.Table, .. owner.Fields.Where(f => f.Rollup is not null).Select(f => next.Object(f.Rollup!.ChildObject).Table)];
            if (both.Length > 1 && both.Any(changed.Contains)) changed.UnionWith(both);
        }

        IEnumerable<string> tables = model.Objects.Where(o => changed.Contains(o.Table))
            .SelectMany(o => o.Fields.Select(f => f.LinkTable).OfType<string>().Prepend(o.Table))
            .Concat(changes.OfType<RestoreObject>().Select(c => c.Entry.Table));
        Dictionary<string, long> rows = await StorageInspector.EstimateRowsAsync(connection, state.Schema, tables, cancellation);
        foreach (RestoreObject restored in changes.OfType<RestoreObject>())
        {
            // The steps speak of the table by the name that it will have back.
            if (rows.TryGetValue(restored.Entry.Table, out long count)) rows[restored.Object.Table] = count;
        }

        return rows;
    }

    private async Task<Hazard?> AskAsync(HazardProbe probe)
    {
        await using NpgsqlCommand command = StatementCommand.Create(connection, probe.Query.Print());
        command.CommandTimeout = ProbeTimeoutSeconds;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return probe.Answer(reader.GetInt64(0), Samples(reader.GetString(1)));
    }

    private static EquatableArray<HazardSample> Samples(string json)
    {
        using JsonDocument list = JsonDocument.Parse(json);
        return list.RootElement.EnumerateArray()
            .Select(s => new HazardSample(s.GetProperty("id").GetString(), s.GetProperty("value").GetString())).ToEquatableArray();
    }

    private IReadOnlyList<string> UsersOf(string objectId, string fieldId)
    {
        ObjectModel? owner = state.Model.Objects.FirstOrDefault(o => o.Id == objectId);
        if (owner?.Fields.FirstOrDefault(f => f.Id == fieldId) is not { } field) return [];
        return [.. state.Dependencies.UsesOf(Element.Field(owner.Name, field.Name))
            .Where(u => u.Kind != DocumentKinds.Object || u.Name != owner.Name)
            .Select(u => $"{u.Kind} {u.Name}").Distinct(StringComparer.Ordinal)];
    }

    // A rollback restores what it can; what it would have to make anew was set aside once and purged since.
    private IEnumerable<Hazard> Purged(EquatableArray<ModelChange> changes)
    {
        if (request.RollbackTo is null) yield break;
        for (int i = 0; i < changes.Count; i++)
        {
            LocalizedText? label = changes[i] switch
            {
                AddField c => c.Field.Label,
                CreateObject c => c.Object.Label,
                _ => null,
            };
            if (label is null) continue;
            yield return new Hazard(
                PublishCodes.SetAsidePurged, HazardSeverity.Confirm, i,
                new LocalizedText(
                [
                    new("en", $"What “{label.In("en")}” held was purged; it comes back empty."),
                    new("zh-CN", $"“{label.In("zh-CN")}”的数据已被清除，恢复后为空。"),
                ]),
                0, []);
        }
    }
}
