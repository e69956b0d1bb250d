namespace Platform.Runtime.Configuration;

/// <summary>
/// Work that must be done before the host serves: after the catalog is migrated, in the order of registration. A step that throws stops
/// the start. It must be fit to run again, and on several nodes at once.
/// </summary>
public interface IStartupStep
{
    /// <summary>Does the step.</summary>
    Task RunAsync(CancellationToken cancellation);
}
