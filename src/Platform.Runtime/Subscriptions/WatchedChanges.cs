using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Planning;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// A subscription under the rights of one moment. Each event is read as any query would read the record: by the caller's row rights, with the fields
/// that they may read, and the filter; what is not in the answer is not told.
/// </summary>
/// <param name="subscription">The planned subscription.</param>
/// <param name="records">Reads records.</param>
internal sealed class WatchedChanges(PlannedSubscription subscription, ChangedRecords records)
{
    private const int MaxIds = 1_000;

    /// <summary>For whom, and under which model and rights.</summary>
    public RecordCaller Caller => subscription.Caller;

    /// <summary>
    /// Goes on for the caller as they are now, whose teams may be others; false when their rights or the model are others, so that the document must
    /// be planned anew.
    /// </summary>
    public bool TryMoveTo(RecordCaller caller)
    {
        bool isPlanned = ReferenceEquals(caller.Model, Caller.Model) && caller.Permissions.Key == Caller.Permissions.Key && caller.ReachForm == Caller.ReachForm;
        if (isPlanned) subscription = subscription with { Caller = caller };
        return isPlanned;
    }

    /// <summary>Whether an event may concern the subscription.</summary>
    public bool Concerns(RecordEvent change) =>
        change.Object == subscription.Plan.Object.Name && change.Kind != WriteKind.Purge && (change.For is null || change.For == Caller.UserId);

    /// <summary>Writes the events of a group that the caller may see.</summary>
    /// <returns>Whether the last of them moved the client's last event id to the group's end.</returns>
    public async Task<bool> WriteAsync(EventGroup group, EventStreamWriter writer, CancellationToken cancellation)
    {
        bool reachedEnd = false;
        foreach (RecordEvent change in group.Events.Where(Concerns))
        {
            List<(Guid Id, string Record)> seen = [];
            foreach (Guid[] ids in change.Ids.Chunk(MaxIds))
            {
                IReadOnlyDictionary<Guid, string> read = await records.ReadAsync(subscription, ids, group, cancellation);
                seen.AddRange(ids.Where(read.ContainsKey).Select(id => (id, read[id])));
            }

            for (int i = 0; i < seen.Count; i++)
            {
                // A message counts as seen with its last record: until then a client that comes back gets all of it again.
                bool isLast = i == seen.Count - 1;
                writer.Next(Response(change, seen[i].Id, seen[i].Record).WrittenSpan, isLast ? change.Position.ToEventId(group.ReadAt) : null);
                reachedEnd = isLast && change.Position == group.End;
                if (writer.IsFull) await writer.FlushAsync(cancellation);
            }
        }

        return reachedEnd;
    }

    private ArrayBufferWriter<byte> Response(RecordEvent change, Guid id, string record)
    {
        ArrayBufferWriter<byte> body = new();
        using Utf8JsonWriter json = new(body, ResponseWriter.Options);
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteStartObject(subscription.Plan.ResponseName);
        foreach (PayloadMember member in subscription.Plan.Members)
        {
            json.WritePropertyName(member.ResponseName);
            switch (member.Name)
            {
                case "kind": json.WriteStringValue(KindName(change.Kind)); break;
                case "id": json.WriteStringValue(id); break;
                case "at": json.WriteStringValue(change.At); break;
                case "fields": Fields(json, change); break;
                case "record": PayloadWriter.Record(json, record, member, subscription.Plan.Records.Count); break;
                default: PayloadWriter.TypeName(json, member); break;
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        return body;
    }

    private void Fields(Utf8JsonWriter json, RecordEvent change)
    {
        if (change.Fields is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (string field in change.Fields.Where(Caller.Permissions.For(subscription.Plan.Object.Name).CanReadField)) json.WriteStringValue(field);
        json.WriteEndArray();
    }

    private static string KindName(WriteKind kind) => kind switch
    {
        WriteKind.Create => "CREATED",
        WriteKind.Update => "UPDATED",
        WriteKind.Delete => "DELETED",
        WriteKind.Restore => "RESTORED",
        _ => throw new UnreachableException($"{kind} tells nobody."),
    };
}
