using System.Text.Json;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Pipelines;

/// <summary>The timer by which the rows of kept totals are folded: one of a tenant that keeps some.</summary>
internal static class TotalsTimer
{
    /// <summary>Its topic.</summary>
    public const string Topic = "totals";

    /// <summary>Pause between two times. What a busy minute adds is read by every board until then.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const string Key = "fold";

    /// <summary>Some object of the model keeps totals.</summary>
    public static bool HasAny(TenantModel model) => model.Objects.Any(o => StageTotals.Of(o) is not null);

    /// <summary>The timer of the next time.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="revision">The revision that keeps totals: a node which does not know it yet leaves the timer to be.</param>
    /// <param name="dueAt">When, UTC.</param>
    public static NpgsqlBatchCommand Set(Guid tenantId, long revision, DateTime dueAt) =>
        TimerStore.Set(tenantId, Topic, Key, dueAt, JsonSerializer.Serialize(new StageLook(revision), JsonSerializerOptions.Web));

    /// <summary>The commands that fold the totals of a tenant.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Fold(string schema, TenantModel model) =>
        model.Objects.Select(StageTotals.Of).OfType<StageTotals>().Select(totals => new NpgsqlBatchCommand(StageTotalsStatements.Fold(schema, totals).Print().Text));
}
