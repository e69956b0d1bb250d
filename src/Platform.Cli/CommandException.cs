namespace Platform.Cli;

/// <summary>A command could not do what it was asked; the message says why and what to do. The program ends with 1.</summary>
/// <param name="message">For the terminal.</param>
public sealed class CommandException(string message) : Exception(message);
