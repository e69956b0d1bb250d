using System.Diagnostics;
using System.Security.Cryptography;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Traces;
using Platform.Runtime.Writing.Layouts;
using Platform.Scripting.Running;

namespace Platform.Runtime.BackTests;

/// <summary>
/// Runs hooks over saves that were, as the hooks are and as they would be, and says what comes out differently (decision 0070). Each run has a transaction of its own, which is undone, and the rights of whoever
/// wants to know. It goes in parts that take some seconds each, so that progress is seen, and nobody's time is taken by a script that hangs.
/// </summary>
/// <param name="saves">Saves that were.</param>
/// <param name="transactions">Transactions of scripts.</param>
/// <param name="users">Users as callers.</param>
/// <param name="limits">How long a part takes.</param>
internal sealed class HookBackTest(EarlierSaves saves, HookTransactions transactions, HookCallers users, BackTestLimits limits)
{
    /// <summary>Differences that a part has at most.</summary>
    internal const int MostDifferences = 50;

    /// <summary>Tries one part.</summary>
    /// <param name="state">The tenant.</param>
    /// <param name="caller">With whose rights; may read every record of the hooks' objects.</param>
    /// <param name="hooks">The hooks.</param>
    /// <param name="since">The first instant of saves, UTC.</param>
    /// <param name="before">The instant before which they are, UTC; not earlier than the first.</param>
    /// <param name="first">How many saves.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<BackTestPortion> RunAsync(
        TenantState state, RecordCaller caller, IReadOnlyList<ChangedHook> hooks, DateTime since, DateTime before, int first, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        RecordLayout[] layouts = [.. hooks.SelectMany(h => h.Objects).Distinct(StringComparer.Ordinal).Select(o => caller.Model.TryGetObject(o, out ObjectModel? model) ? RecordLayout.Of(model) : null).OfType<RecordLayout>()];
        (IReadOnlyList<EarlierSave> earlier, DateTime? rest) = await saves.ReadAsync(caller, layouts, since, before, first, cancellation);
        Dictionary<Guid, RecordCaller> known = [];
        List<BackTestDifference> differences = [];
        int tried = 0, differing = 0;
        DateTime? next = null;
        foreach (EarlierSave save in earlier)
        {
            TimeSpan passed = Stopwatch.GetElapsedTime(begun);
            bool isOver = next is not null && (passed > limits.TooMuch || (passed > limits.Enough && next != save.At));
            if (isOver) return new BackTestPortion(tried, differing, differences, next);
            next = save.At;
            RecordCaller user = await UserAsync(state, save.User, known, cancellation);
            bool differs = false;
            foreach ((ChangedHook hook, HookEvent happening) in hooks.SelectMany(h => h.EventsOf(save).Select(e => (h, e))))
            {
                if (await TryAsync(hook, happening, save, user, caller, cancellation) is not { } difference) continue;
                differs = true;
                if (differences.Count < MostDifferences) differences.Add(difference);
            }

            tried++;
            if (differs) differing++;
        }

        return new BackTestPortion(tried, differing, differences, rest);
    }

    private async Task<BackTestDifference?> TryAsync(ChangedHook hook, HookEvent happening, EarlierSave save, RecordCaller user, RecordCaller caller, CancellationToken cancellation)
    {
        // The same random numbers for both, so that they make no difference.
        string seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        BackTestOutcome before = await OutcomeAsync(hook.Before, happening, save, user, caller, seed, cancellation);
        BackTestOutcome after = await OutcomeAsync(hook.After, happening, save, user, caller, seed, cancellation);
        return before.IsSameAs(after) ? null : new BackTestDifference(hook.Name, happening, save, before, after);
    }

    private async Task<BackTestOutcome> OutcomeAsync(
        HookDocument? hook, HookEvent happening, EarlierSave save, RecordCaller user, RecordCaller caller, string seed, CancellationToken cancellation)
    {
        TriedSave tried = new(save, happening);
        PermissionSet rights = caller.Permissions;
        if (!ChangedHook.Runs(hook, save, happening)) return BackTestOutcome.Untouched(tried, rights);
        BackTestWrites writes = new(rights);
        RehearsedRun run = new(hook!, HookKinds.NameOf(happening), save.Layout.Object.Name, tried.Input(hook!, happening, user, caller), seed) { Records = tried.Seen, Wrote = writes.Take };
        ScriptOutcome outcome = await transactions.RehearseAsync(caller, (transaction, session) => HookRehearsal.RunAsync(transaction, session, caller, run, cancellation), cancellation);
        return BackTestOutcome.Of(outcome, tried, writes, rights);
    }

    private async Task<RecordCaller> UserAsync(TenantState state, Guid user, Dictionary<Guid, RecordCaller> known, CancellationToken cancellation)
    {
        if (known.TryGetValue(user, out RecordCaller? caller)) return caller;
        return known[user] = await users.InNameOfAsync(state, user, cancellation);
    }
}
