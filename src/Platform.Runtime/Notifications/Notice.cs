using Platform.Metadata.Documents;

namespace Platform.Runtime.Notifications;

/// <summary>Something to tell people: one record of <c>Notification</c> for each of them.</summary>
public sealed record Notice
{
    /// <summary>A choice of <c>NotificationKind</c>: by it people choose how they want to be told; see <see cref="NoticeTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// What happened, in every language; each gets their own. <c>{actor}</c> stands for the name of who caused it. Nothing of a record may stand in it, not even its
    /// name: who gets it may not read the record, or not any more.
    /// </summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What is told once: of two notices with the same key, each person gets the first. At most 200 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Ids of the records of those who are told. Who caused it is not, nor are people who are not active.</summary>
    public required IReadOnlyCollection<Guid> Recipients { get; init; }

    /// <summary>True: whoever it is written in the name of is told, too, because time caused it, and nobody.</summary>
    public bool IsByTime { get; init; }

    /// <summary>Name of the object of <see cref="Record"/>; null when the notice is about no record.</summary>
    public string? Object { get; init; }

    /// <summary>The record that it is about; shown to those who can read it.</summary>
    public Guid? Record { get; init; }

    /// <summary>Path within the web application, when it leads elsewhere than to the record.</summary>
    public string? Link { get; init; }
}
