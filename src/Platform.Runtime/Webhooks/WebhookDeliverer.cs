using Npgsql;
using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Identity;
using Platform.Runtime.Notifications;
using Platform.Runtime.Publishing;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Webhooks;

/// <summary>Makes the calls of webhooks: each with the document as it is when the call is made.</summary>
internal sealed class WebhookDeliverer(
    TenantModels models, WebhookCall call, ServiceCallers callers, NpgsqlDataSource dataSource, CommitBell bell, TimeProvider time) : IDeliverer
{
    private static readonly LocalizedText Open = new(
    [
        new LocalizedEntry("en", "A webhook's receiver fails again and again; calls to it rest, and are tried now and then"),
        new LocalizedEntry("zh-CN", "某个 Webhook 的接收方连续失败；调用已暂停，系统会不时重试"),
    ]);

    private static readonly LocalizedText Stopped = new(
    [
        new LocalizedEntry("en", "A webhook's receiver wants no more calls (410); they wait until somebody resumes them"),
        new LocalizedEntry("zh-CN", "某个 Webhook 的接收方不再接受调用（410）；调用将等待，直到有人恢复"),
    ]);

    /// <inheritdoc/>
    public string Topic => WebhookTopic.Name;

    /// <inheritdoc/>
    public async Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        WebhookDocument webhook = await FindAsync(delivery.TenantId, delivery.Target, cancellation) ?? throw new UndeliverableException("The webhook was removed.");
        if (!webhook.Active) throw new UndeliverableException("The webhook is not active.");
        await call.SendAsync(delivery.TenantId, webhook, delivery.Key, delivery.Payload, receipt => delivery.Receipt = receipt, cancellation);
    }

    /// <inheritdoc/>
    public async Task InterruptedAsync(Guid tenantId, string target, bool isStopped, string reason, CancellationToken cancellation)
    {
        if (await models.GetAsync(tenantId, cancellation) is not { } state || await FindAsync(tenantId, target, cancellation) is not { } webhook) return;
        DateTime now = time.GetUtcNow().UtcDateTime;
        Notice notice = new()
        {
            Type = NoticeTypes.System,
            Title = isStopped ? Stopped : Open,
            Key = $"webhook {target} {now:O}",
            Recipients = await callers.DesignersAsync(state, cancellation),
            Link = "/studio/documents/webhook/" + webhook.Id,
        };
        if (NotificationStore.Write(new NoticePlace(tenantId, state.Schema, state.Model, now), [notice]) is not { } command) return;
        await using NpgsqlBatch batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
        bell.Ring();
    }

    private async Task<WebhookDocument?> FindAsync(Guid tenantId, string id, CancellationToken cancellation) =>
        (await models.GetAsync(tenantId, cancellation))?.Model.Webhooks.FirstOrDefault(w => w.Id == id);
}
