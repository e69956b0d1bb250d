namespace Platform.Runtime.Configuration;

/// <summary>The server that takes mail, and who sends it.</summary>
/// <param name="Host">Name or address of the SMTP server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">How the connection is protected.</param>
/// <param name="From">Address of the sender, alone or as <c>Name &lt;address&gt;</c>.</param>
/// <param name="User">Name to sign in with; null to send without.</param>
/// <param name="Password">Its password.</param>
public sealed record MailOptions(string Host, int Port, MailTls Tls, string From, string? User = null, string? Password = null)
{
    /// <summary>Longest time that one step of a conversation with the server may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
}
