using Platform.Metadata.Documents;

namespace Platform.Runtime.Webhooks;

/// <summary>Messages of webhooks in the outbox.</summary>
internal static class WebhookTopic
{
    /// <summary>Their topic.</summary>
    public const string Name = "webhook";

    /// <summary>Lane of a webhook whose calls are made one after the other.</summary>
    public const string WholeEndpoint = "all";

    /// <summary>The lane in which a webhook tells of a record.</summary>
    public static string LaneOf(WebhookDocument webhook, Guid record) => webhook.Order == WebhookOrder.Record ? record.ToString("D") : WholeEndpoint;

    /// <summary>A new id, by which receivers tell repeats.</summary>
    public static string NewId() => "msg_" + Guid.CreateVersion7().ToString("N");
}
