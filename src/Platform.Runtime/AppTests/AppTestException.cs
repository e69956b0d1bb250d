namespace Platform.Runtime.AppTests;

/// <summary>The tests of a package cannot be run; the message says why and what to do.</summary>
internal sealed class AppTestException(string message) : Exception(message);
