using Platform.Runtime.Identity;
using Platform.Runtime.Reading;

namespace Platform.Runtime.Subscriptions;

/// <summary>What streams work with.</summary>
internal sealed class StreamServices(
    EventFeed feed,
    StreamPlaces places,
    EventStore store,
    CredentialCache credentials,
    ICallerSource callers,
    RecordsService records,
    ChangedRecords changedRecords,
    SubscriptionOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    public EventFeed Feed => feed;

    public StreamPlaces Places => places;

    public EventStore Store => store;

    public CredentialCache Credentials => credentials;

    public ICallerSource Callers => callers;

    public RecordsService Records => records;

    public ChangedRecords ChangedRecords => changedRecords;

    public SubscriptionOptions Options => options;

    public TimeProvider Time => time;

    /// <summary>Cancelled when the host is told to stop: streams never end by themselves.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;
}
