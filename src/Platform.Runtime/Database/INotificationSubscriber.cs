namespace Platform.Runtime.Database;

/// <summary>
/// Something that follows a PostgreSQL notification channel (<c>LISTEN</c>), registered as a singleton. Its methods are called one after
/// another, must be quick and must not throw.
/// </summary>
public interface INotificationSubscriber
{
    /// <summary>Channel: lower-case letters and underscores.</summary>
    string Channel { get; }

    /// <summary>Notifications arrive from now on. Anything may have been missed before, so what was kept is to be read anew.</summary>
    void ListeningBegan();

    /// <summary>A notification arrived.</summary>
    /// <param name="payload">Its payload.</param>
    void Received(string payload);

    /// <summary>Notifications no longer arrive; <see cref="ListeningBegan"/> follows when they do again.</summary>
    void ListeningEnded();
}
