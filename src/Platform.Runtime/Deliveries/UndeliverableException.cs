namespace Platform.Runtime.Deliveries;

/// <summary>A message that will never be taken; it is set aside at once.</summary>
public sealed class UndeliverableException(string message) : Exception(message);
