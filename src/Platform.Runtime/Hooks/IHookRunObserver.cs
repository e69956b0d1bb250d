namespace Platform.Runtime.Hooks;

/// <summary>Follows the runs of scripts. It is called within the transaction of a run, and must not hold it up.</summary>
public interface IHookRunObserver
{
    /// <summary>A run has ended; its transaction may still be undone.</summary>
    void Ended(HookRun run);
}
