namespace Platform.Runtime.Mail;

/// <summary>Topics of mail: of messages in the outbox and of timers.</summary>
internal static class MailTopics
{
    /// <summary>A notification that may have to be mailed: of messages, and of timers that wait for the end of quiet hours.</summary>
    public const string Notification = "mail.notification";

    /// <summary>The daily mail of a person: of timers, and of messages.</summary>
    public const string Digest = "mail.digest";
}
