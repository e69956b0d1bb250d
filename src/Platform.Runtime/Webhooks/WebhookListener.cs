using Npgsql;
using Platform.Expressions.Evaluation;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Evaluation;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Webhooks;

/// <summary>
/// Writes a message for each change that a webhook tells, in the transaction of the change: its condition is asked and its payload taken then, over the values as they are
/// written.
/// </summary>
internal sealed class WebhookListener : IChangeListener
{
    bool IChangeListener.Listens(TenantModel model, string objectName, WriteKind kind) =>
        EventOf(kind) is { } happening && !model.WebhooksOf(objectName, happening).IsEmpty;

    async Task<IReadOnlyList<NpgsqlBatchCommand>> IChangeListener.MessagesAsync(RecordChanges changes, CancellationToken cancellation)
    {
        WebhookEvent happening = EventOf(changes.Kind)!.Value;
        EquatableArray<WebhookDocument> webhooks = changes.Batch.Model.WebhooksOf(changes.Layout.Object.Name, happening);
        IReadOnlyList<RecordWrite> records = await RecordsAsync(changes, cancellation);
        ChangeConditions? conditions = await LoadAsync(changes, webhooks, records, cancellation);
        List<(string, string, string, string)> messages = [];
        foreach (WebhookDocument webhook in webhooks)
        {
            CompiledExpression? condition = conditions?.Of(webhook);
            if (WebhookPayload.Of(changes.Batch.Model, changes.Layout, webhook, happening) is not { } payload) continue;
            foreach (RecordWrite record in records)
            {
                bool isStored = changes.Kind is not (WriteKind.Create or WriteKind.Update);
                if (condition is not null && !condition.Holds(changes.Batch.Graph.Context(record, asStored: isStored))) continue;
                messages.Add((webhook.Id, WebhookTopic.LaneOf(webhook, record.Id), WebhookTopic.NewId(), payload.Write(record, changes.Batch.Caller.UserId, changes.Batch.Now)));
            }
        }

        return messages.Count == 0 ? [] : [DeliveryStore.WriteMany(changes.Batch.Caller.TenantId, WebhookTopic.Name, messages)];
    }

    /// <summary>The change that webhooks know by a name of their own; null for one that they do not tell.</summary>
    private static WebhookEvent? EventOf(WriteKind kind) => kind switch
    {
        WriteKind.Create => WebhookEvent.Create,
        WriteKind.Update => WebhookEvent.Update,
        WriteKind.Delete => WebhookEvent.Delete,
        WriteKind.Restore => WebhookEvent.Restore,
        _ => null,
    };

    /// <summary>The records with their values; of those that went along with others they are read.</summary>
    private static async Task<IReadOnlyList<RecordWrite>> RecordsAsync(RecordChanges changes, CancellationToken cancellation)
    {
        Dictionary<Guid, RecordWrite> along = changes.Records.Where(r => r.Record is null).ToDictionary(
            r => r.Id, r => new RecordWrite(changes.Layout, 0, changes.Kind, r.Id) { Old = new object?[changes.Layout.Fields.Count] });
        if (along.Count > 0)
        {
            StoredRecords.Enqueue(changes.Batch, changes.Layout, along.ToDictionary(r => r.Key, r => r.Value.Old!));
            await changes.Batch.Session.FlushAsync(cancellation);
        }

        return [.. changes.Records.Select(r => r.Record ?? along[r.Id])];
    }

    private static async Task<ChangeConditions?> LoadAsync(
        RecordChanges changes, EquatableArray<WebhookDocument> webhooks, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
    {
        if (webhooks.All(w => w.When is null)) return null;
        WriteBatch batch = changes.Batch;
        WriteExpressions expressions = ModelExpressions.Of(batch.Model).Writing(changes.Layout)!;
        ChangeConditions conditions = expressions.Changes!;

        // Hooks may have written what is read of other records.
        if (batch.Hooks is not null) batch.ForgetRead();
        batch.Graph.Refresh();
        GraphLoader loader = new(batch, expressions.Read, batch.Graph);
        loader.WantFrom(conditions.Reads, [.. records]);
        loader.Want(conditions.User, [batch.Caller.UserId]);
        await loader.LoadAsync(cancellation);
        return conditions;
    }
}
