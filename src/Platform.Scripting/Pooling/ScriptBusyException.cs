namespace Platform.Scripting.Pooling;

/// <summary>No worker became free in time, or too many wait for one already (<c>HOOK_BUSY</c>).</summary>
public sealed class ScriptBusyException() : Exception("Too many scripts are waiting for a free worker.");
