namespace Platform.Runtime.Identity;

/// <summary>A tenant or member can't be made as asked; the message tells the operator why.</summary>
public sealed class ProvisioningException(string code, string message) : Exception(message)
{
    /// <summary>Stable code, listed in docs/errors.md.</summary>
    public string Code { get; } = code;
}
