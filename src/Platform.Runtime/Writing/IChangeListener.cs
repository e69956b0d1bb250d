using Npgsql;
using Platform.Metadata.Model;

namespace Platform.Runtime.Writing;

/// <summary>
/// Sends messages about changes of records: after-commit hooks, webhooks, notifications. It is asked within the transaction of the write, once for each batch, object and
/// kind of change, when the rows are written; what it returns is written along, so that a message leaves if and only if the change stands.
/// </summary>
public interface IChangeListener
{
    /// <summary>
    /// Whether it listens to a kind of change of an object's records; asked for every write, so the answer has to be at hand. Records of such an object are loaded whole: their
    /// old and new values are there.
    /// </summary>
    /// <param name="model">The tenant's model.</param>
    /// <param name="objectName">The object.</param>
    /// <param name="kind">What is done to its records.</param>
    internal bool Listens(TenantModel model, string objectName, WriteKind kind);

    /// <summary>The commands that write messages (<see cref="Deliveries.DeliveryStore.Write"/>) or whatever else is to stand or fall with the change.</summary>
    /// <param name="changes">The changed records, at least one.</param>
    /// <param name="cancellation">Cancels.</param>
    internal Task<IReadOnlyList<NpgsqlBatchCommand>> MessagesAsync(RecordChanges changes, CancellationToken cancellation);
}
