using System.Globalization;

namespace Platform.Runtime.Configuration;

/// <summary>Reads the options of mail.</summary>
internal static class MailOptionsReader
{
    /// <summary>The options; null when no server is named.</summary>
    /// <param name="value">Looks a variable up, by its name or in a file.</param>
    /// <exception cref="PlatformOptionsException">A value cannot be, or one is missing.</exception>
    public static MailOptions? Read(Func<string, string?> value)
    {
        if (value("PLATFORM_MAIL_HOST") is not { } host) return null;
        MailTls tls = value("PLATFORM_MAIL_TLS") switch
        {
            null or "starttls" => MailTls.Start,
            "implicit" => MailTls.Implicit,
            "none" => MailTls.None,
            var other => throw new PlatformOptionsException($"PLATFORM_MAIL_TLS is starttls, implicit or none, not '{other}'."),
        };
        string from = value("PLATFORM_MAIL_FROM") ?? throw new PlatformOptionsException("PLATFORM_MAIL_FROM must name the sender of mail, when PLATFORM_MAIL_HOST is given.");
        if (!MimeKit.MailboxAddress.TryParse(from, out MimeKit.MailboxAddress? sender) || sender.Domain.Length == 0)
            throw new PlatformOptionsException($"PLATFORM_MAIL_FROM must be an address, not '{from}'.");
        string text = value("PLATFORM_MAIL_PORT") ?? (tls == MailTls.Implicit ? "465" : "587");
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            throw new PlatformOptionsException($"PLATFORM_MAIL_PORT must be a number from 1 to 65535, not '{text}'.");
        string? user = value("PLATFORM_MAIL_USER"), password = value("PLATFORM_MAIL_PASSWORD");
        if (user is not null && password is null) throw new PlatformOptionsException("PLATFORM_MAIL_USER needs PLATFORM_MAIL_PASSWORD, or PLATFORM_MAIL_PASSWORD_FILE.");
        return new MailOptions(host, port, tls, from, user, password);
    }

    /// <summary>Where people open the application, for links in mails; null when it is not said.</summary>
    /// <exception cref="PlatformOptionsException">It is no such address.</exception>
    public static string? PublicUrl(string? text)
    {
        if (text is null) return null;
        bool valid = Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0;
        return valid ? text : throw new PlatformOptionsException($"PLATFORM_PUBLIC_URL must be an http or https address, not '{text}'.");
    }
}
