namespace Platform.Runtime.Timers;

/// <summary>A timer that is being handled is no longer this node's: another took it over, or it was set anew. What was done for it is rolled back.</summary>
public sealed class TimerTakenException() : Exception("The timer is another node's by now, or was set anew.");
