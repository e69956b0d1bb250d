using System.Globalization;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.BackTests;
using Platform.Runtime.Hooks;
using Platform.Scripting.Pooling;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;

namespace Platform.Runtime.Design;

/// <summary>The resolver of back-tests of hooks.</summary>
internal sealed class BackTestResolvers(HookBackTest backTest, DesignCallers callers, TimeProvider time)
{
    private const int MostDays = 31;
    private const int MostSaves = 200;

    /// <summary>Writes of a side of a difference that are told: a hook that writes a thousand differs no more by the last.</summary>
    private const int MostWrites = 20;

    /// <summary>The resolver of a field; null for a field of others.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) is ("Query", "backTest") ? RunAsync : null;

    private async ValueTask<object?> RunAsync(ResolveContext context)
    {
        int days = context.Argument<int>("days"), first = context.Argument<int>("first");
        if (days is < 1 or > MostDays) return Wrong($"\"days\" is 1 to {MostDays}.");
        if (first is < 1 or > MostSaves) return Wrong($"\"first\" is 1 to {MostSaves}.");
        DateTime now = time.GetUtcNow().UtcDateTime, before = now;
        if (context.Argument<string>("before") is { } text && !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out before))
            return Wrong("\"before\" is what a part before gave as \"next\".");
        DateTime since = now.AddDays(-days);
        before = before < since ? since : before > now ? now : before;
        DesignCaller designer = DesignResolvers.Caller(context);
        DesignDraft draft = DesignDraft.Of(designer.State, DesignResolvers.Edits(context));
        ChangedHook[] changed = [.. ChangedHook.Between(designer.State.Model, draft.Model)];
        Dictionary<string, string?> leftOut = changed.ToDictionary(h => h.Name, h => ReasonOf(h, designer), StringComparer.Ordinal);
        ChangedHook[] hooks = [.. changed.Where(h => leftOut[h.Name] is null)];
        try
        {
            BackTestPortion portion = hooks.Length == 0
                ? new BackTestPortion(0, 0, [], null)
                : await backTest.RunAsync(designer.State, await callers.OfAsync(designer, context.CancellationToken), hooks, since, before, first, context.CancellationToken);
            return View(portion, hooks, leftOut);
        }
        catch (ScriptBusyException)
        {
            return Refused(ScriptCodes.Busy, "No worker became free; try again.");
        }
        catch (ScriptingUnavailableException missing)
        {
            return Refused(ScriptCodes.Unavailable, missing.Message);
        }
    }

    private static string? ReasonOf(ChangedHook hook, DesignCaller designer)
    {
        // A source can tell whatever it is given, so nobody tries it over records that they may not read.
        if (hook.Shown(designer.State.Model).Any(o => designer.State.Model.TryGetObject(o, out _) && designer.Rights.For(o).Read != RowPredicate.Everything)) return "NOT_READABLE";
        return hook.Objects.Any(o => designer.State.Model.TryGetObject(o, out ObjectModel? model) && model.TrackHistory) ? null : "NO_HISTORY";
    }

    private static Dictionary<string, object?> View(BackTestPortion portion, IEnumerable<ChangedHook> hooks, Dictionary<string, string?> leftOut) => new()
    {
        ["hooks"] = hooks.Select(h => h.Name).ToArray(),
        ["leftOut"] = leftOut.Where(l => l.Value is not null).Select(l => new Dictionary<string, object?> { ["hook"] = l.Key, ["reason"] = l.Value }).ToArray(),
        ["tried"] = portion.Tried,
        ["differing"] = portion.Differing,
        ["differences"] = portion.Differences.Select(View).ToArray(),
        ["next"] = portion.Next?.ToString("O", CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, object?> View(BackTestDifference difference) => new()
    {
        ["hook"] = difference.Hook,
        ["event"] = HookKinds.NameOf(difference.Event),
        ["object"] = difference.Save.Layout.Object.Name,
        ["record"] = difference.Save.Id.ToString("D"),
        ["at"] = DesignViews.Of(difference.Save.At),
        ["before"] = View(difference.Before, difference.After),
        ["after"] = View(difference.After, difference.Before),
        ["fields"] = difference.Before.Differences(difference.After).Select(f => new Dictionary<string, object?> { ["name"] = f.Field, ["before"] = f.Before?.DeepClone(), ["after"] = f.After?.DeepClone() }).ToArray(),
    };

    private static Dictionary<string, object?> View(BackTestOutcome outcome, BackTestOutcome other) => new()
    {
        ["outcome"] = outcome.Kind,
        ["message"] = outcome.Message,
        ["place"] = outcome.Place,
        ["writes"] = outcome.WritesBeside(other).Take(MostWrites).Select(View).ToArray(),
    };

    private static Dictionary<string, object?> View(BackTestWrite write) => new()
    {
        ["kind"] = write.Kind,
        ["object"] = write.Object,
        ["record"] = write.Record,
        ["values"] = write.Values.DeepClone(),
    };

    private static FieldErrors Wrong(string message) => FieldErrors.Of(new GraphQLError(message) { Code = GraphQLErrorCode.BadUserInput });

    private static FieldErrors Refused(string reason, string message) => FieldErrors.Of(new GraphQLError(message) { Code = GraphQLErrorCode.LimitExceeded, Reason = reason });
}
