namespace Platform.Metadata.Documents;

/// <summary>Which calls of a webhook are made one after the other.</summary>
public enum WebhookOrder
{
    /// <summary>Those about one record: a record that the other system does not take holds up no other.</summary>
    Record,

    /// <summary>All of them.</summary>
    Endpoint,
}
