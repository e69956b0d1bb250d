using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>Computes the fields of stored records anew that a hook computes, some records at a time beside people who work; cut off at any moment it can be run again.</summary>
/// <param name="dataSource">Connections to the database of the tenants' records.</param>
/// <param name="writer">Writes them.</param>
/// <param name="models">Models of the tenants.</param>
/// <param name="callers">Give the tenant's clocks.</param>
internal sealed class ComputedFields(NpgsqlDataSource dataSource, RecordWriter writer, TenantModels models, HookCallers callers) : IBackgroundComputation
{
    private const int Lot = 200;

    // A hook that fails so often does so for a reason that lies in itself: nothing is gained by asking it about the others.
    private const int MostRefused = 1_000;

    /// <summary>Hooks whose fields have to be computed anew by a deploy, with the tables of their objects: those that changed, and those that compute other fields than before.</summary>
    public static IEnumerable<(string Table, string Hook)> Concerned(TenantModel before, TenantModel next)
    {
        foreach (HookDocument hook in next.Hooks.AsSpan().ToArray().Where(h => h.Active && h.On.Contains(HookEvent.Compute)))
        {
            if (!next.TryGetObject(hook.Object, out ObjectModel? owner) || before.Objects.FirstOrDefault(o => o.Id == owner.Id) is not { } was) continue;
            string[] fields = FieldsOf(owner, hook.Name);
            if (fields.Length == 0) continue;
            HookDocument? old = before.Hooks.FirstOrDefault(h => h.Id == hook.Id && h.Active);
            if (old is null || old != hook || fields.Except(FieldsOf(was, old.Name)).Any()) yield return (owner.Table, hook.Id);
        }
    }

    /// <summary>Hooks that compute fields of an object: the one that computes a field, or all.</summary>
    public static IEnumerable<HookDocument> HooksOf(TenantModel model, ObjectModel owner, string? field) => model.Hooks.Where(h =>
        h.Active && h.On.Contains(HookEvent.Compute) && h.Object == owner.Name && owner.Fields.Any(f => f.ComputedBy == h.Name && (field is null || f.Name == field)));

    /// <summary>Key of the job that computes what a hook computes, in a revision of the model.</summary>
    public static string KeyOf(string hook, long revision) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hook}@{revision}");

    /// <inheritdoc/>
    public async Task<string?> FillAsync(Guid tenant, string hookId, Action<double> share, CancellationToken cancellation)
    {
        long total = 0, seen = 0;
        List<(Guid Id, WriteRefusal Refusal)> refused = [];
        for (Guid last = Guid.Empty; ;)
        {
            // As the model is now: a deploy may come between.
            if (await models.GetAsync(tenant, cancellation) is not { } state || state.Model.Hooks.FirstOrDefault(h => h.Id == hookId && h.Active) is not { } hook) return null;
            if (!state.Model.TryGetObject(hook.Object, out ObjectModel? owner) || FieldsOf(owner, hook.Name).Length == 0) return null;
            if (total == 0) total = Math.Max(1, await ComputedFieldStatements.CountAsync(dataSource, state.Schema, owner, cancellation));
            Guid[] ids = await ComputedFieldStatements.NextAsync(dataSource, state.Schema, owner, last, Lot, cancellation);
            if (ids.Length == 0 || refused.Count >= MostRefused) return Told(refused);
            RecordCaller platform = await callers.InNameOfAsync(state, Guid.Empty, cancellation) with { Permissions = PermissionCompiler.ForPlatform(state.Model) };
            await ComputeAsync(owner, ids, platform, refused, cancellation);
            last = ids[^1];
            seen += ids.Length;
            share(Math.Min(1, (double)seen / total));
        }
    }

    /// <summary>Computes records together; when they are refused, each by itself, so that one does not hold up the others.</summary>
    private async Task ComputeAsync(ObjectModel owner, Guid[] ids, RecordCaller platform, List<(Guid Id, WriteRefusal Refusal)> refused, CancellationToken cancellation)
    {
        if ((await writer.RecomputeAsync(owner, ids, platform, cancellation)).Refusal is not { } refusal) return;
        // That lies in the machine, not in the records: the job is tried again.
        if (refusal.Problems.Any(p => p.Code is ScriptCodes.Busy or ScriptCodes.Unavailable)) throw new InvalidOperationException(refusal.Message);
        if (ids.Length == 1)
        {
            refused.Add((ids[0], refusal));
            return;
        }

        foreach (Guid id in ids)
        {
            if (refused.Count >= MostRefused) return;
            await ComputeAsync(owner, [id], platform, refused, cancellation);
        }
    }

    private static string? Told(List<(Guid Id, WriteRefusal Refusal)> refused) => refused.Count == 0
        ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{refused.Count} records were refused{(refused.Count >= MostRefused ? ", and the others left as they were" : "")}, first of them {refused[0].Id:D}: {refused[0].Refusal.Message}");

    private static string[] FieldsOf(ObjectModel owner, string hook) => [.. owner.Fields.AsSpan().ToArray().Where(f => f.ComputedBy == hook).Select(f => f.Id)];
}
