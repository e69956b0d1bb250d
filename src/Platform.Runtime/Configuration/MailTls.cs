namespace Platform.Runtime.Configuration;

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailTls
{
    /// <summary>By STARTTLS; a server that does not offer it gets nothing.</summary>
    Start,

    /// <summary>From the first byte on (port 465).</summary>
    Implicit,

    /// <summary>Not at all: for servers on the same machine.</summary>
    None,
}
