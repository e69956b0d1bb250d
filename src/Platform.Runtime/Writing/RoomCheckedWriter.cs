using Platform.GraphQL.Planning;
using Platform.Runtime.Database;
using Platform.Runtime.Records;

namespace Platform.Runtime.Writing;

/// <summary>The write pipeline of a host: begins nothing that the disk has no room for.</summary>
internal sealed class RoomCheckedWriter(RecordWriter writer, StorageRoom room) : IRecordWriter
{
    /// <inheritdoc/>
    public Task<WriteOutcome> WriteAsync(PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation)
    {
        room.RequireForRecords();
        return writer.WriteAsync(mutation, caller, projection, cancellation);
    }
}
