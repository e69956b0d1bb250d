using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Mail;

/// <summary>Somebody who may get mail, and how they want it.</summary>
internal sealed record MailRecipient
{
    /// <summary>Id of the person's record.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the settings; null when they have chosen nothing.</summary>
    public Guid? Settings { get; init; }

    /// <summary>Address.</summary>
    public required string Email { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public required string Language { get; init; }

    /// <summary>The zone whose clocks count.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Kinds that are mailed at once.</summary>
    public required IReadOnlyCollection<string> Mailed { get; init; }

    /// <summary>Kinds that are mailed once a day.</summary>
    public required IReadOnlyCollection<string> Digest { get; init; }

    /// <summary>When the daily mail goes out.</summary>
    public required TimeOnly DigestAt { get; init; }

    /// <summary>Beginning of quiet hours.</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>End of quiet hours.</summary>
    public TimeOnly? QuietUntil { get; init; }

    /// <summary>The default of a field of the settings, for who has chosen nothing.</summary>
    public static T Default<T>(TenantModel model, string field) => (T)RecordLayout.Of(model.Object(PersonalObjects.NotificationSettings))[field].Default!;
}
