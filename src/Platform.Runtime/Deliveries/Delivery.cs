namespace Platform.Runtime.Deliveries;

/// <summary>A message on its way out.</summary>
/// <param name="Id">Its number; ascends within the lane.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Target">Who receives it.</param>
/// <param name="Lane">What it keeps its place in.</param>
/// <param name="Key">By which receivers tell repeats.</param>
/// <param name="Payload">JSON.</param>
/// <param name="CreatedAt">When it was written, UTC.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
public sealed record Delivery(
    long Id, Guid TenantId, string Topic, string Target, string Lane, string Key, string Payload, DateTime CreatedAt, int Attempt)
{
    /// <summary>What the receiver answered, set by the deliverer whether it succeeds or throws; kept with the attempt. Null: attempts of the topic are not kept.</summary>
    public DeliveryReceipt? Receipt { get; set; }
}
