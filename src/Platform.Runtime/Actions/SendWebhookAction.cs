using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Webhooks;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Statements;

namespace Platform.Runtime.Actions;

/// <summary>Writes the messages by which a webhook tells records, in their transaction; its order, rights and retries are those of any change that it tells.</summary>
internal sealed class SendWebhookAction : IProcessActionHandler
{
    /// <inheritdoc/>
    public ProcessActionKind Kind => ProcessActionKind.SendWebhook;

    /// <inheritdoc/>
    public async Task RunAsync(WriteBatch batch, ProcessAction action, IReadOnlyList<DueAction> due, CancellationToken cancellation)
    {
        WebhookDocument? webhook = batch.Model.Webhooks.FirstOrDefault(w => w.Active && w.Name == action.Webhook && w.Object == batch.Layout.Object.Name);
        if (webhook is null || WebhookPayload.Of(batch.Model, batch.Layout, webhook, WebhookEvent.Process) is not { } payload) return;
        Dictionary<Guid, string> places = due.DistinctBy(d => d.Record.Id).ToDictionary(d => d.Record.Id, d => d.Process);
        IReadOnlyList<RecordWrite> records = await StoredRecords.ReadAsync(batch, [.. places.Keys], cancellation);
        if (records.Count == 0) return;
        batch.Session.Enqueue(DeliveryStore.WriteMany(
            batch.Caller.TenantId, WebhookTopic.Name,
            [
                .. records.Select(r => (webhook.Id, WebhookTopic.LaneOf(webhook, r.Id), WebhookTopic.NewId(), payload.Write(r, batch.Caller.UserId, batch.Now, process: places[r.Id]))),
            ]));
        batch.Session.HasWritten = true;
    }
}
