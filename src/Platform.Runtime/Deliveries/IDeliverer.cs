namespace Platform.Runtime.Deliveries;

/// <summary>
/// Takes messages of one topic of the outbox out of the database. Each is delivered at least once, in the order of its lane; receivers tell repeats by its key.
/// </summary>
public interface IDeliverer
{
    /// <summary>The topic; one deliverer each.</summary>
    string Topic { get; }

    /// <summary>Lanes that a node works on at once: as many as the deliverer can serve; null for as many as there is room for.</summary>
    int? Most => null;

    /// <summary>Delivers a message. When it throws, the lane waits and the message is tried again. Half of a lease is given; then the token is cancelled.</summary>
    /// <exception cref="UndeliverableException">Trying again is of no use: the message is set aside, and the lane goes on.</exception>
    /// <exception cref="TargetGoneException">The target wants no more messages.</exception>
    /// <exception cref="PostponedException">The host itself lacks something for the moment.</exception>
    /// <exception cref="TargetBusyException">The target says when to try again.</exception>
    Task DeliverAsync(Delivery delivery, CancellationToken cancellation);

    /// <summary>The target's circuit opened after failures in a row, or the target wants no more messages.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="target">The target.</param>
    /// <param name="isStopped">It wants no more; otherwise it is tried now and then.</param>
    /// <param name="reason">The last failure.</param>
    /// <param name="cancellation">Cancels.</param>
    Task InterruptedAsync(Guid tenantId, string target, bool isStopped, string reason, CancellationToken cancellation) => Task.CompletedTask;
}
