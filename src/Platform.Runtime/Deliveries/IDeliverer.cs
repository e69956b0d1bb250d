namespace Platform.Runtime.Deliveries;

/// <summary>
/// Takes messages of one topic of the outbox out of the database. Each is delivered at least once, in the order of its lane; receivers tell repeats by its key.
/// </summary>
public interface IDeliverer
{
    /// <summary>The topic; one deliverer each.</summary>
    string Topic { get; }

    /// <summary>Delivers a message. When it throws, the lane waits and the message is tried again.</summary>
    /// <exception cref="UndeliverableException">Trying again is of no use: the message is set aside, and the lane goes on.</exception>
    Task DeliverAsync(Delivery delivery, CancellationToken cancellation);
}
