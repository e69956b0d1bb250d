namespace Platform.Scripting.Processes;

/// <summary>Workers cannot run on this machine; the message says what is missing.</summary>
public sealed class ScriptingUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
