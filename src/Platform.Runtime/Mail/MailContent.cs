namespace Platform.Runtime.Mail;

/// <summary>What a mail says.</summary>
/// <param name="Subject">Subject, without line breaks.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as HTML, every value encoded.</param>
internal sealed record MailContent(string Subject, string Text, string Html);
