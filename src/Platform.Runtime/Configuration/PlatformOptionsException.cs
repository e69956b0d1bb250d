namespace Platform.Runtime.Configuration;

/// <summary>The command line or an environment variable is wrong; the message tells the operator how.</summary>
public sealed class PlatformOptionsException(string message) : Exception(message);
