namespace Platform.Runtime.Webhooks;

/// <summary>A call was answered with another status than success, or could not be signed.</summary>
/// <param name="message">What happened.</param>
internal sealed class WebhookRefusedException(string message) : Exception(message);
