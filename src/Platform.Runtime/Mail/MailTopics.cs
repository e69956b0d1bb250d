namespace Platform.Runtime.Mail;

/// <summary>Topics of mail: of messages in the outbox and of timers.</summary>
internal static class MailTopics
{
    /// <summary>A notification that may have to be mailed.</summary>
    public const string Notification = "mail.notification";
}
