using Platform.Runtime.Database;

namespace Platform.Runtime.Subscriptions;

/// <summary>Makes open streams look at who they are for when a credential, a right or a model may have changed.</summary>
/// <param name="feed">Has the streams.</param>
/// <param name="channel">Where such changes are announced.</param>
internal sealed class StreamWaker(EventFeed feed, string channel) : INotificationSubscriber
{
    /// <inheritdoc/>
    public string Channel => channel;

    /// <inheritdoc/>
    public void ListeningBegan() => WakeAll();

    /// <inheritdoc/>
    public void Received(string payload) => WakeAll();

    /// <inheritdoc/>
    public void ListeningEnded()
    {
    }

    private void WakeAll()
    {
        foreach (EventStream stream in feed.Streams) stream.Recheck();
    }
}
