using System.Globalization;

namespace Platform.Scripting.Running;

/// <summary>Why a script came to no result. Stable; listed in docs/errors.md.</summary>
public static class ScriptCodes
{
    /// <summary>It computed longer than it may.</summary>
    public const string CpuTime = "HOOK_CPU_TIME";

    /// <summary>It took longer than it may, waiting included.</summary>
    public const string WallTime = "HOOK_WALL_TIME";

    /// <summary>It took more memory than it may.</summary>
    public const string Memory = "HOOK_MEMORY";

    /// <summary>It threw something and did not catch it.</summary>
    public const string Thrown = "HOOK_THROWN";

    /// <summary>It waits for something that never comes.</summary>
    public const string Stuck = "HOOK_STUCK";

    /// <summary>It ended while a call of the platform was under way.</summary>
    public const string Unawaited = "HOOK_UNAWAITED";

    /// <summary>The module does not export the handler as a function.</summary>
    public const string NoHandler = "HOOK_NO_HANDLER";

    /// <summary>Its result is not plain data, or not what the event takes.</summary>
    public const string ResultInvalid = "HOOK_RESULT_INVALID";

    /// <summary>A message is larger than it may be.</summary>
    public const string MessageTooLarge = "HOOK_MESSAGE_TOO_LARGE";

    /// <summary>It logged more than it may.</summary>
    public const string LogTooLarge = "HOOK_LOG_TOO_LARGE";

    /// <summary>It called the platform more often than it may.</summary>
    public const string TooManyCalls = "HOOK_TOO_MANY_CALLS";

    /// <summary>It has more calls under way at once than it may.</summary>
    public const string TooManyPendingCalls = "HOOK_TOO_MANY_PENDING_CALLS";

    /// <summary>It read more records than it may.</summary>
    public const string TooManyRows = "HOOK_TOO_MANY_ROWS";

    /// <summary>It wrote more records than it may.</summary>
    public const string TooManyWrites = "HOOK_TOO_MANY_WRITES";

    /// <summary>Hooks caused hooks that caused hooks, deeper than they may.</summary>
    public const string NestingTooDeep = "HOOK_NESTING_TOO_DEEP";

    /// <summary>The worker process ended in the midst of the run.</summary>
    public const string WorkerDied = "HOOK_WORKER_DIED";

    /// <summary>No worker became free in time.</summary>
    public const string Busy = "HOOK_BUSY";

    /// <summary>Workers do not start on this machine.</summary>
    public const string Unavailable = "HOOK_UNAVAILABLE";

    /// <summary>The hook of a run that waited is gone, or not active any more.</summary>
    public const string Inactive = "HOOK_INACTIVE";

    /// <summary>The user in whose name a run would act is no member any more.</summary>
    public const string UserGone = "HOOK_USER_GONE";

    /// <summary>No administrator has agreed to what the script asks for.</summary>
    public const string NotGranted = "HOOK_NOT_GRANTED";

    /// <summary>A secret that the script uses was not set.</summary>
    public const string SecretMissing = "HOOK_SECRET_MISSING";

    /// <summary>The script calls another system after it wrote.</summary>
    public const string HttpAfterWrite = "HOOK_HTTP_AFTER_WRITE";

    /// <summary>Failures that are the machine's and not the script's: the same run may succeed a little later.</summary>
    public static bool IsOfMachine(string code) => code is Busy or Unavailable or WorkerDied;

    /// <summary>A failure in words, for the author.</summary>
    public static ScriptFailure Failure(string code, int? limit = null)
    {
        string most = limit?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
        string message = code switch
        {
            CpuTime => $"The script computed longer than {most} ms.",
            WallTime => $"The script took longer than {most} ms.",
            Memory => $"The script took more than {most} MiB of memory.",
            Stuck => "The script waits for something that never comes: a promise that nobody resolves.",
            Unawaited => "The script ended while a call of the platform was under way: an 'await' is missing.",
            NoHandler => "The module does not export the handler as a function.",
            MessageTooLarge => $"A message of the script has more than {most} bytes.",
            LogTooLarge => $"The script logged more than {most} bytes.",
            TooManyCalls => $"The script called the platform more than {most} times.",
            TooManyPendingCalls => $"The script has more than {most} calls under way at once.",
            TooManyRows => $"The script read more than {most} records.",
            TooManyWrites => $"The script wrote more than {most} records.",
            NestingTooDeep => $"Hooks caused each other more than {most} levels deep.",
            WorkerDied => "The process that ran the script ended, as it does when a script takes more memory than the operating system gives it.",
            Busy => "Too many scripts are waiting for a free worker.",
            Unavailable => "Scripts cannot run on this machine: no worker starts.",
            NotGranted => "No administrator has agreed that the script acts as the system.",
            _ => code,
        };
        return new ScriptFailure(code, message, Limit: limit);
    }

    /// <summary>Failures after which nothing more of the transaction runs, and the tenant waits its turn.</summary>
    public static bool IsOffence(string code) =>
        code is CpuTime or WallTime or Memory or WorkerDied or MessageTooLarge or LogTooLarge or TooManyCalls or TooManyPendingCalls;
}
