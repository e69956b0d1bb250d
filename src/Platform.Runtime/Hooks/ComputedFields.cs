using Npgsql;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Hooks;

/// <summary>Computes the fields of stored records anew that a hook computes, some records at a time beside people who work; cut off at any moment it can be run again.</summary>
/// <param name="dataSource">Connections to the database of the tenants' records.</param>
/// <param name="writer">Writes them.</param>
/// <param name="models">Models of the tenants.</param>
internal sealed class ComputedFields(NpgsqlDataSource dataSource, RecordWriter writer, TenantModels models) : IBackgroundComputation
{
    private const int Lot = 200;

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

    /// <inheritdoc/>
    public async Task FillAsync(Guid tenant, string hookId, Action<double> share, CancellationToken cancellation)
    {
        long total = 0, seen = 0;
        for (Guid last = Guid.Empty; ;)
        {
            // As the model is now: a deploy may come between.
            if (await models.GetAsync(tenant, cancellation) is not { } state || state.Model.Hooks.FirstOrDefault(h => h.Id == hookId && h.Active) is not { } hook) return;
            if (!state.Model.TryGetObject(hook.Object, out ObjectModel? owner) || FieldsOf(owner, hook.Name).Length == 0) return;
            if (total == 0) total = Math.Max(1, await ComputedFieldStatements.CountAsync(dataSource, state.Schema, owner, cancellation));
            Guid[] ids = await ComputedFieldStatements.NextAsync(dataSource, state.Schema, owner, last, Lot, cancellation);
            if (ids.Length == 0) return;
            RecordCaller platform = new(state.TenantId, state.Schema, state.Model, PermissionCompiler.ForPlatform(state.Model), Guid.Empty);
            WriteOutcome outcome = await writer.RecomputeAsync(owner, ids, platform, cancellation);
            if (outcome.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
            last = ids[^1];
            seen += ids.Length;
            share(Math.Min(1, (double)seen / total));
        }
    }

    private static string[] FieldsOf(ObjectModel owner, string hook) => [.. owner.Fields.AsSpan().ToArray().Where(f => f.ComputedBy == hook).Select(f => f.Id)];
}
