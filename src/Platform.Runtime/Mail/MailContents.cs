using System.Globalization;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Runtime.Mail;

/// <summary>What mails say: in the words of the tenant's templates, or else in the platform's own.</summary>
internal static class MailContents
{
    /// <summary>A mail about one notification.</summary>
    /// <param name="model">The tenant's model.</param>
    /// <param name="kind">Kind of the notification.</param>
    /// <param name="language">Language of the recipient.</param>
    /// <param name="name">Name of the recipient.</param>
    /// <param name="entry">What it tells.</param>
    /// <param name="decide">Address at which to decide; null for none.</param>
    /// <param name="unsubscribe">Address at which mails of the kind end; null for none.</param>
    public static MailContent OfNotification(TenantModel model, string kind, string language, string name, MailTexts.Entry entry, string? decide, string? unsubscribe)
    {
        if (Template(model, kind) is { } template) return OfNotification(template, language, name, entry, decide, unsubscribe);
        MailTexts texts = new(language);
        return new MailContent(MailTexts.Subject(entry), texts.Text(name, [entry], decide, unsubscribe), texts.Html(name, [entry], decide, unsubscribe));
    }

    /// <summary>A daily mail.</summary>
    /// <param name="model">The tenant's model.</param>
    /// <param name="language">Language of the recipient.</param>
    /// <param name="name">Name of the recipient.</param>
    /// <param name="entries">What it tells.</param>
    /// <param name="count">How many notifications there are altogether.</param>
    /// <param name="settings">Address of the notification settings; null for none.</param>
    public static MailContent OfDigest(TenantModel model, string language, string name, IReadOnlyList<MailTexts.Entry> entries, int count, string? settings)
    {
        if (Template(model, MailPlaceholders.Digest) is { } template) return OfDigest(template, language, name, entries, count, settings);
        MailTexts texts = new(language);
        return new MailContent(texts.DigestSubject(count), texts.Text(name, entries, null, settings), texts.Html(name, entries, null, settings));
    }

    /// <summary>What a template makes of an invented notification, or of invented ones for the daily mail.</summary>
    public static MailContent Sample(MailTemplateDocument template, string language)
    {
        MailTexts texts = new(language);
        const string Home = "https://crm.example.com";
        if (template.For != MailPlaceholders.Digest) return OfNotification(template, language, texts.SampleName, texts.Sample(Home), Home + "/mail/approvals/…", Home + "/mail/unsubscribe/…");
        return OfDigest(template, language, texts.SampleName, [texts.Sample(Home), texts.Sample(Home)], 2, Home + "/my-notifications");
    }

    private static MailContent OfNotification(MailTemplateDocument template, string language, string name, MailTexts.Entry entry, string? decide, string? unsubscribe) =>
        new TemplatedMail(template, language).Render(
            new Dictionary<string, string?>
            {
                [MailPlaceholders.Name] = name,
                [MailPlaceholders.Title] = entry.Title,
                [MailPlaceholders.Record] = entry.About,
                [MailPlaceholders.Link] = entry.Link,
                [MailPlaceholders.Decide] = decide,
                [MailPlaceholders.Unsubscribe] = unsubscribe,
            },
            null, MailTexts.Subject(entry));

    private static MailContent OfDigest(MailTemplateDocument template, string language, string name, IReadOnlyList<MailTexts.Entry> entries, int count, string? settings)
    {
        MailTexts texts = new(language);
        return new TemplatedMail(template, language).Render(
            new Dictionary<string, string?>
            {
                [MailPlaceholders.Name] = name,
                [MailPlaceholders.Count] = count.ToString(CultureInfo.InvariantCulture),
                [MailPlaceholders.Entries] = MailTexts.List(entries),
                [MailPlaceholders.Settings] = settings,
            },
            texts.HtmlList(entries), texts.DigestSubject(count));
    }

    private static MailTemplateDocument? Template(TenantModel model, string mail) => model.MailTemplates.FirstOrDefault(t => t.For == mail);
}
