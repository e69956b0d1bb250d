using Platform.Runtime.Deliveries;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Mail;

/// <summary>Sends the daily mail of a person: what was told since the last one and not read, in one mail. A day without anything sends nothing.</summary>
internal sealed class DigestMailer(SmtpSender sender, MailStore store, MailLinks links, NotificationMailer mailer, TenantModels models, TimeProvider time) : ITimerHandler
{
    /// <inheritdoc/>
    public string Topic => MailTopics.Digest;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer, CancellationToken cancellation)
    {
        if (!sender.IsSetUp || await models.GetAsync(timer.TenantId, cancellation) is not { } state) return;
        if (await store.PersonAsync(state, Guid.ParseExact(timer.Key, "D"), cancellation) is not { } person) return;
        IReadOnlyList<MailStore.Told> told = await store.DigestAsync(state, person, cancellation);
        if (told.Count == 0) return;
        RecordCaller caller = person.Caller(state.TenantId, state.Schema, state.Model);
        MailTexts texts = new(person.Language);
        List<MailTexts.Entry> entries = [];
        foreach (MailStore.Told one in told) entries.Add(await mailer.EntryAsync(caller, one, cancellation));
        string? settings = links.Page("/my-notifications");
        OutgoingMail mail = new(
            $"digest.{told[0].Id:N}", person.Email, person.Name, texts.DigestSubject(told.Count), texts.Text(person.Name, entries, null, settings),
            texts.Html(person.Name, entries, null, settings));
        try
        {
            await sender.SendAsync(mail, cancellation);
        }
        catch (UndeliverableException)
        {
            // The server refuses the recipient for good: another day will not change that for these.
        }

        await store.MailedAsync(state, [.. told.Select(t => t.Id)], time.GetUtcNow().UtcDateTime, cancellation);
    }
}
