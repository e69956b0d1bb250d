using Platform.Metadata.Permissions;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Hooks;
using Platform.Runtime.Notifications;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Mail;

/// <summary>
/// Mails notifications as their owners want it: at once, after their quiet hours, or once a day. A notification that was read meanwhile is not mailed. A mail is sent at
/// least once: after a crash between the server's yes and the note of it, it comes again with the same Message-ID.
/// </summary>
internal sealed class NotificationMailer(SmtpSender sender, MailStore store, MailLinks links, TenantModels models, HookCallers callers, TimerStore timers, TimeProvider time) : IDeliverer
{
    /// <inheritdoc/>
    public string Topic => MailTopics.Notification;

    /// <inheritdoc/>
    public int? Most => SmtpSender.MostConnections;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public async Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        (Guid tenantId, Guid id) = (delivery.TenantId, MailTimers.Notification(delivery));
        if (!sender.IsSetUp || await models.GetAsync(tenantId, cancellation) is not { } state) return;
        if (await store.FindAsync(state, id, cancellation) is not { } told || await store.PersonAsync(state, told.Owner, cancellation) is not { } person) return;
        if (person.Digest.Contains(told.Type) && !person.Mailed.Contains(told.Type))
        {
            // The same instant for all of a day: set again, it is still one mail.
            await timers.RunAsync([MailTimers.OfDigest(tenantId, person.Id, LocalClock.Next(person.DigestAt, Now, person.Zone))], cancellation);
            return;
        }

        if (!person.Mailed.Contains(told.Type)) return;
        if (LocalClock.QuietUntil(person.QuietFrom, person.QuietUntil, Now, person.Zone) is { } end)
        {
            await timers.RunAsync([MailTimers.OfNotification(tenantId, person.Id, id, end)], cancellation);
            return;
        }

        await SendAsync(state, told, person, cancellation);
        await store.MailedAsync(state, [id], Now, cancellation);
    }

    private async Task SendAsync(TenantState state, MailStore.Told told, MailRecipient person, CancellationToken cancellation)
    {
        // Whoever is no member any more is told nothing.
        if (await callers.FindForMessageAsync(state, person.Id, cancellation) is not { } caller) return;
        MailTexts.Entry entry = await EntryAsync(caller, told, cancellation);
        string? action = await ActionAsync(caller, told, cancellation);
        string? unsubscribe = links.Unsubscribe(state.TenantId, person.Id, told.Type);
        MailContent content = MailContents.OfNotification(state.Model, told.Type, person.Language, person.Name, entry, action, unsubscribe);
        await sender.SendAsync(new OutgoingMail($"notification.{told.Id:N}", person.Email, person.Name, content, unsubscribe), cancellation);
    }

    /// <summary>What a notification says to its owner; the record by its name as far as they may read it now.</summary>
    internal async Task<MailTexts.Entry> EntryAsync(RecordCaller caller, MailStore.Told told, CancellationToken cancellation)
    {
        if (told is not { Object: { } target, Record: { } record }) return new MailTexts.Entry(told.Title, null, told.Link is { } alone ? links.Page(alone) : null);
        (string? Name, int Version)? seen = await store.NameAsync(caller, target, record, cancellation);
        string? link = seen is null ? null : links.Page(told.Link ?? $"/{target}/{record:D}/show");
        return new MailTexts.Entry(told.Title, seen?.Name, link);
    }

    private async Task<string?> ActionAsync(RecordCaller caller, MailStore.Told told, CancellationToken cancellation)
    {
        if (told.Type is not (NoticeTypes.ApprovalAsked or NoticeTypes.ApprovalReminder) || told.Key.Split(':') is not [_, var id, ..]) return null;
        if (!Guid.TryParseExact(id, "D", out Guid task) || await store.NameAsync(caller, ApprovalFields.TaskObject, task, cancellation) is not var (_, version)) return null;
        return links.Decide(caller.TenantId, caller.UserId, task, version);
    }
}
