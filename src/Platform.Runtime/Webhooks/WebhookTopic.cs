namespace Platform.Runtime.Webhooks;

/// <summary>Messages of webhooks in the outbox.</summary>
internal static class WebhookTopic
{
    /// <summary>Their topic.</summary>
    public const string Name = "webhook";

    /// <summary>Lane of a webhook whose calls are made one after the other.</summary>
    public const string WholeEndpoint = "all";

    /// <summary>A new id, by which receivers tell repeats.</summary>
    public static string NewId() => "msg_" + Guid.CreateVersion7().ToString("N");
}
