using System.Net;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Runtime.Mail;

/// <summary>A mail in the words of a template. Lines whose placeholders are all blank are left out; in HTML every value is encoded.</summary>
/// <param name="template">The template.</param>
/// <param name="language">Language of the recipient.</param>
internal sealed class TemplatedMail(MailTemplateDocument template, string language)
{
    private const int LongestSubject = 500;

    private static readonly string[] Addresses = [MailPlaceholders.Link, MailPlaceholders.Decide, MailPlaceholders.Unsubscribe, MailPlaceholders.Settings];

    /// <summary>The mail.</summary>
    /// <param name="values">Values of the placeholders, as plain text; null for a blank.</param>
    /// <param name="entries">The notifications of a daily mail as HTML; null in others.</param>
    /// <param name="subject">The subject when that of the template has nothing in it.</param>
    public MailContent Render(IReadOnlyDictionary<string, string?> values, string? entries, string subject)
    {
        string own = Lines(template.Subject.In(language), name => values.GetValueOrDefault(name)).ReplaceLineEndings(" ").Trim();
        if (own.Length == 0) own = subject;
        return new MailContent(own.Length > LongestSubject ? own[..LongestSubject] : own, Lines(template.Text.In(language), name => values.GetValueOrDefault(name)), Html(values, entries));
    }

    private string Html(IReadOnlyDictionary<string, string?> values, string? entries)
    {
        string? Encoded(string name) => values.GetValueOrDefault(name) is not { Length: > 0 } value ? null : name == MailPlaceholders.Entries ? entries : WebUtility.HtmlEncode(value);
        if (template.Html is { } html) return Lines(html.In(language), Encoded);
        // A text has no markup of its own: addresses become links, lines stay lines.
        string body = Lines(WebUtility.HtmlEncode(template.Text.In(language)), name => Encoded(name) is { } value && Addresses.Contains(name) ? $"<a href=\"{value}\">{value}</a>" : Encoded(name));
        return $"<!DOCTYPE html><html lang=\"{WebUtility.HtmlEncode(language)}\"><head><meta charset=\"utf-8\"></head>"
            + $"<body style=\"font-family:Arial,'Microsoft YaHei',sans-serif;color:#222;max-width:600px;margin:0 auto;padding:16px\">{body.Replace("\n", "<br>\n", StringComparison.Ordinal)}</body></html>";
    }

    private static string Lines(string text, Func<string, string?> value)
    {
        List<string> lines = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            // What was published holds; whatever does not stands as it is written.
            if (TextTemplate.Parse(line) is not { } parsed) lines.Add(line);
            else if (!parsed.Expressions.Any() || parsed.Expressions.Any(e => value(e) is { Length: > 0 })) lines.Add(parsed.Render(value));
        }

        return string.Join('\n', lines);
    }
}
