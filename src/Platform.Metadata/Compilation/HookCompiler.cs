using Platform.Expressions.Diagnostics;
using Platform.Expressions.Values;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Schedules;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles hooks, all but their sources.</summary>
internal static class HookCompiler
{
    /// <summary>Checks a hook and translates its texts.</summary>
    public static void Compile(HookDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Hook, document.Name);
        bool isKept = ReferenceChecks.Object(part, document, "/object", document.Object) is { Writes: RecordWrites.None };
        if (isKept && document.On.Any(HookEvents.RunsInSaves))
            Useless("on", $"Records of {document.Object} are kept by the platform, which saves them past hooks: what happens to them is told after the commit.");
        ScriptChecks.Unique(part, document, "/on", document.On.Select(e => e.ToString()), "The event is listed twice.");
        ScriptChecks.Check(document, part);
        CheckSchedule(document, part);
        if (document.On.Contains(HookEvent.Compute) && document.RunAs != HookIdentity.System) Useless("runAs", "A computed value is the same whoever saves the record: a hook of the event \"compute\" runs as the system.");
        // Whoever acts next, the answer is the same.
        if (document.On.Contains(HookEvent.Approvers) && document.RunAs != HookIdentity.System) Useless("runAs", "Who approves does not depend on who asks: a hook of the event \"approvers\" runs as the system.");
        bool isEverAlone = document.On.Any(HookEvents.RunsAlone);
        if (!isEverAlone && !document.Hosts.IsEmpty) Useless("hosts", "\"http\" is for hooks that run after commit: within a write nobody can take it back.");
        if (!isEverAlone && !document.Secrets.IsEmpty) Useless("secrets", "Secrets are for calls of other systems, which hooks make after commit.");
        if (!isEverAlone && document.Queue != HookQueueing.Record) Useless("queue", "A queue is for hooks that run after commit.");
        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
            Messages = ScriptChecks.Messages(document, texts),
        };
        part.WarnUnused(texts);

        void Useless(string key, Sentence message) => part.Error(document, "/" + key, DocumentCodes.HookEvents, message);
    }

    private static void CheckSchedule(HookDocument document, PartBuilder part)
    {
        bool isScheduled = document.On.Contains(HookEvent.Schedule);
        if (document.Schedule is not { } schedule)
        {
            if (isScheduled) Wrong("on", "The event \"schedule\" needs a \"schedule\".");
            return;
        }

        if (!isScheduled) Wrong("schedule", "A schedule is for the event \"schedule\".");
        // There is nobody whose rights it could have.
        if (document.RunAs != HookIdentity.System) Wrong("runAs", "A schedule runs as the system: there is no user who sets it off.");
        if (!TimeZones.TryFind(schedule.TimeZone, out _))
        {
            Wrong("schedule/timeZone", $"There is no time zone \"{schedule.TimeZone}\": a name such as Asia/Shanghai or an offset such as +08:00 is needed.");
        }

        bool isEver = CronExpression.TryParse(schedule.Cron, out CronExpression? cron) && cron.Next(DateTime.UnixEpoch, TimeZoneInfo.Utc) is not null;
        if (!isEver) Wrong("schedule/cron", "It is no schedule that ever comes: minute, hour, day of the month, month and weekday are needed, as in \"30 6 * * MON-FRI\".");

        void Wrong(string key, Sentence message) => part.Error(document, "/" + key, DocumentCodes.HookEvents, message);
    }
}
