using System.Net.Security;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Platform.Runtime.Configuration;
using Platform.Runtime.Deliveries;

namespace Platform.Runtime.Mail;

/// <summary>Hands mail to the SMTP server. What the server refuses for good is <see cref="UndeliverableException"/>; everything else may work later, and throws what it is.</summary>
/// <param name="options">The server; null when mail is not set up.</param>
/// <param name="trusts">Decides which certificates of servers are trusted; the system does when null.</param>
internal sealed class SmtpSender(MailOptions? options, RemoteCertificateValidationCallback? trusts = null)
{
    private const int PermanentFailures = 500;

    /// <summary>Mails that are handed over at once.</summary>
    public const int MostConnections = 8;

    // Servers refuse whoever opens many connections at once.
    private static readonly SemaphoreSlim Connections = new(MostConnections, MostConnections);

    /// <summary>Whether there is a server.</summary>
    public bool IsSetUp => options is not null;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Sends a mail, with at most eight at once.</summary>
    /// <exception cref="UndeliverableException">The server refuses it for good.</exception>
    /// <exception cref="PostponedException">All connections are in use.</exception>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (options is null) return;
        if (!MailboxAddress.TryParse(mail.To, out MailboxAddress? to)) throw new UndeliverableException("The address of the recipient is none.");
        if (!await Connections.WaitAsync(LongestWait, cancellation)) throw new PostponedException("All connections to the mail server are in use.");
        try
        {
            await HandOverAsync(options, mail, to, cancellation);
        }
        finally
        {
            Connections.Release();
        }
    }

    private async Task HandOverAsync(MailOptions options, OutgoingMail mail, MailboxAddress to, CancellationToken cancellation)
    {
        using MimeMessage message = Message(mail, to);
        using SmtpClient client = new() { Timeout = (int)options.Timeout.TotalMilliseconds };
        if (trusts is not null) client.ServerCertificateValidationCallback = trusts;
        SecureSocketOptions security = options.Tls switch
        {
            MailTls.Start => SecureSocketOptions.StartTls,
            MailTls.Implicit => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };
        await client.ConnectAsync(options.Host, options.Port, security, cancellation);
        if (options.User is { } user) await client.AuthenticateAsync(user, options.Password ?? string.Empty, cancellation);
        try
        {
            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= PermanentFailures && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            throw new UndeliverableException($"The mail server refuses: {refused.Message}");
        }

        // It is sent; a goodbye that goes wrong does not undo that.
        try
        {
            await client.DisconnectAsync(true, cancellation);
        }
        catch (Exception late) when (late is IOException or SmtpProtocolException or OperationCanceledException)
        {
        }
    }

    private MimeMessage Message(OutgoingMail mail, MailboxAddress to)
    {
        MailboxAddress from = MailboxAddress.Parse(options!.From);
        MimeMessage message = new()
        {
            Subject = mail.Content.Subject,
            // Receivers tell repeats by it: a mail that was sent again after a crash has the same.
            MessageId = $"{mail.Key}@{from.Domain}",
            Body = new BodyBuilder { TextBody = mail.Content.Text, HtmlBody = mail.Content.Html }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(mail.ToName, to.Address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Unsubscribe is { } link)
        {
            message.Headers.Add("List-Unsubscribe", $"<{link}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return message;
    }
}
