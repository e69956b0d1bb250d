namespace Platform.Runtime.Hooks;

/// <summary>A run after commit failed, and is to be tried again.</summary>
/// <param name="message">Code and message, for administrators.</param>
public sealed class HookFailedException(string message) : Exception(message);
