namespace Platform.Runtime.Deliveries;

/// <summary>A message that will never be taken; it is set aside at once, and nothing is held against its target.</summary>
public sealed class UndeliverableException(string message) : Exception(message);

/// <summary>The target wants no more messages: its messages wait until somebody resumes it.</summary>
public sealed class TargetGoneException(string message) : Exception(message);

/// <summary>This host could not try the message now: it waits for a short while, and nothing is held against it or its target.</summary>
public sealed class PostponedException(string message) : Exception(message);

/// <summary>The target asks to be tried again later.</summary>
/// <param name="message">What it said.</param>
/// <param name="after">How much later.</param>
public sealed class TargetBusyException(string message, TimeSpan after) : Exception(message)
{
    /// <summary>How much later.</summary>
    public TimeSpan After => after;
}
