namespace Platform.Runtime.Outbound;

/// <summary>A call to another server came to nothing.</summary>
/// <param name="code">One of <see cref="OutboundCodes"/>.</param>
/// <param name="message">What happened; says nothing of the network that the platform runs in.</param>
/// <param name="cause">The failure underneath, or null.</param>
public sealed class OutboundException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>One of <see cref="OutboundCodes"/>.</summary>
    public string Code => code;
}
