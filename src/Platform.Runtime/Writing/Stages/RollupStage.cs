using Platform.Runtime.Writing.Rollups;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Rollups that depend on what was written, those of rollups included. They come last, so that the records which many writers share are locked for the shortest
/// time (decision 0027). They count no version, and make no history and no event: nobody wrote those records.
/// </summary>
internal static class RollupStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        if (!Concerns(batch)) return;
        RollupGraph graph = RollupGraph.Of(batch.Model);
        var changes = RollupChanges.Of(batch, graph);
        // A record that was written twice in the transaction no longer differs from its stored form by what this write did, and a write within another (by a hook, an
        // approval, a stage) finds totals that do not hold what the other wrote: sums are then made anew, not added to.
        bool isAlone = !batch.Session.HasRolledUp && batch.Session.Unsummed <= 1;
        ParentRules rules = new(batch);
        foreach (RollupGroup group in graph.Groups) await new RollupUpdate(batch, graph, group, changes, rules, isAlone).RunAsync(cancellation);
        batch.Session.HasRolledUp = true;
        batch.Session.Unsummed--;
        await rules.RunAsync(cancellation);
    }

    /// <summary>Whether rollups depend on what was written.</summary>
    public static bool Concerns(WriteBatch batch)
    {
        RollupGraph graph = RollupGraph.Of(batch.Model);
        return graph.Groups.Count > 0 && batch.Written.Exists(w => graph.Concerns(w.Layout.Object.Name));
    }
}
