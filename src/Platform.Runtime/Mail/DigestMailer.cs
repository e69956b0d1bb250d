using System.Globalization;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Hooks;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Mail;

/// <summary>Sends the daily mail of a person: what was told until then and is not read, in one mail. A day without anything sends nothing.</summary>
internal sealed class DigestMailer(SmtpSender sender, MailStore store, MailLinks links, NotificationMailer mailer, TenantModels models, HookCallers callers, TimeProvider time) : IDeliverer
{
    /// <inheritdoc/>
    public string Topic => MailTopics.Digest;

    /// <inheritdoc/>
    public int? Most => SmtpSender.MostConnections;

    /// <inheritdoc/>
    public async Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        (Guid id, DateTime until) = MailTimers.Digest(delivery);
        if (!sender.IsSetUp || await models.GetAsync(delivery.TenantId, cancellation) is not { } state) return;
        if (await store.PersonAsync(state, id, cancellation) is not { } person) return;
        (IReadOnlyList<MailStore.Told> told, Guid[] all) = await store.DigestAsync(state, person, until, cancellation);
        if (told.Count == 0) return;
        if (await callers.FindForMessageAsync(state, id, cancellation) is not { } caller) return;
        MailTexts texts = new(person.Language);
        List<MailTexts.Entry> entries = [];
        foreach (MailStore.Told one in told) entries.Add(await mailer.EntryAsync(caller, one, cancellation));
        if (all.Length > told.Count) entries.Add(new MailTexts.Entry(texts.More(all.Length - told.Count), null, links.Page("/")));
        string? settings = links.Page("/my-notifications");
        string key = string.Create(CultureInfo.InvariantCulture, $"digest.{person.Id:N}.{until:yyyyMMddHHmmss}");
        await sender.SendAsync(new OutgoingMail(key, person.Email, person.Name, MailContents.OfDigest(state.Model, person.Language, person.Name, entries, all.Length, settings)), cancellation);
        await store.MailedAsync(state, all, time.GetUtcNow().UtcDateTime, cancellation);
    }
}
