namespace Platform.Runtime.Database;

/// <summary>
/// The database can't be had in the state that the host needs. The message is written for the operator: what is wrong, and what to do.
/// Nothing was deleted or changed when it is thrown.
/// </summary>
public sealed class DatabaseStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">Stable code, listed in docs/errors.md under "Start".</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="cause">The failure underneath, if there was one.</param>
    public DatabaseStartException(string code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>Stable code, for example <c>DATABASE_VERSION</c>.</summary>
    public string Code { get; }
}
