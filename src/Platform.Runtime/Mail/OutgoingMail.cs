namespace Platform.Runtime.Mail;

/// <summary>A mail to one person.</summary>
/// <param name="Key">Makes its Message-ID: letters, digits, points and hyphens.</param>
/// <param name="To">Address.</param>
/// <param name="ToName">Name of the person.</param>
/// <param name="Content">What it says.</param>
/// <param name="Unsubscribe">Address at which the person no longer gets this kind of mail; null for none.</param>
internal sealed record OutgoingMail(string Key, string To, string ToName, MailContent Content, string? Unsubscribe = null);
