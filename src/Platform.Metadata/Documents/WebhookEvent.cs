namespace Platform.Metadata.Documents;

/// <summary>A change of a record that a webhook tells.</summary>
public enum WebhookEvent
{
    /// <summary>A record was made.</summary>
    Create,

    /// <summary>A record was changed.</summary>
    Update,

    /// <summary>A record went to the recycle bin.</summary>
    Delete,

    /// <summary>A record came back from the recycle bin.</summary>
    Restore,

    /// <summary>A process sends the record, whatever has become of it.</summary>
    Process,
}
