namespace Platform.Metadata.Model;

/// <summary>What may stand in braces in the templates of mails.</summary>
public static class MailPlaceholders
{
    /// <summary>The daily mail.</summary>
    public const string Digest = "digest";

    /// <summary>Name of the recipient.</summary>
    public const string Name = "name";

    /// <summary>What happened.</summary>
    public const string Title = "title";

    /// <summary>Name of the record; blank when there is none, or none that the recipient may read.</summary>
    public const string Record = "record";

    /// <summary>Address of the record, or of what the notification is about; blank when the host does not know its own.</summary>
    public const string Link = "link";

    /// <summary>Address at which an approval is decided; blank when nothing is to be decided any more.</summary>
    public const string Decide = "decide";

    /// <summary>Address at which mails of the kind are ended.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>How many notifications a daily mail tells of.</summary>
    public const string Count = "count";

    /// <summary>The notifications of a daily mail, one after the other.</summary>
    public const string Entries = "entries";

    /// <summary>Address of the notification settings.</summary>
    public const string Settings = "settings";

    /// <summary>Those of a mail; of any kind of notifications when it is not the daily one.</summary>
    /// <param name="mail">A choice of <c>NotificationKind</c>, or <see cref="Digest"/>.</param>
    public static IReadOnlyList<string> Of(string mail) => mail switch
    {
        Digest => [Name, Count, Entries, Settings],
        "approvalAsked" or "approvalReminder" => [Name, Title, Record, Link, Decide, Unsubscribe],
        _ => [Name, Title, Record, Link, Unsubscribe],
    };
}
