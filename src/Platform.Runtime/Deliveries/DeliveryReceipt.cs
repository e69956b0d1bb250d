namespace Platform.Runtime.Deliveries;

/// <summary>What is kept of an attempt.</summary>
/// <param name="Status">The receiver's status, for example of HTTP; null when it did not answer.</param>
/// <param name="Request">Beginning of what was sent.</param>
/// <param name="Response">Beginning of what was answered; null when nothing was.</param>
/// <param name="Duration">How long it took.</param>
public sealed record DeliveryReceipt(int? Status, string Request, string? Response, TimeSpan Duration);
