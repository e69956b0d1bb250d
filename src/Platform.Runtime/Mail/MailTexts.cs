using System.Globalization;
using System.Net;
using System.Text;

namespace Platform.Runtime.Mail;

/// <summary>What mails say, in the language of who gets them, as text and as HTML. Every value is encoded where it enters HTML.</summary>
/// <param name="language">BCP 47 tag.</param>
internal sealed class MailTexts(string language)
{
    private bool IsChinese => language.StartsWith("zh", StringComparison.Ordinal);

    /// <summary>An entry of a mail: what happened, about what, and where it leads.</summary>
    /// <param name="Title">What happened.</param>
    /// <param name="About">The record's name; null when there is none, or none that the person may see.</param>
    /// <param name="Link">Where it leads; null when the host does not know its own address.</param>
    public sealed record Entry(string Title, string? About, string? Link);

    /// <summary>Subject of a mail about one notification.</summary>
    public static string Subject(Entry entry) => OneLine(entry.About is { } about ? $"{entry.Title}: {about}" : entry.Title);

    /// <summary>Subject of the daily mail.</summary>
    public string DigestSubject(int count) => IsChinese ? $"每日汇总：{count} 条通知" : count == 1 ? "Daily summary: 1 notification" : $"Daily summary: {count} notifications";

    /// <summary>The last entry of a daily mail that does not tell everything.</summary>
    public string More(int count) => IsChinese ? $"还有 {count} 条通知" : count == 1 ? "And 1 more notification" : $"And {count} more notifications";

    /// <summary>The text of a mail.</summary>
    /// <param name="name">Name of the person.</param>
    /// <param name="entries">What it tells.</param>
    /// <param name="action">Address at which to decide; null for none.</param>
    /// <param name="unsubscribe">Address at which to end mails of this kind; null for none.</param>
    public string Text(string name, IReadOnlyList<Entry> entries, string? action, string? unsubscribe)
    {
        StringBuilder text = new($"{Greeting(name)}\n\n{List(entries)}\n\n");
        if (action is not null) text.Append(Decide).Append(": ").Append(action).Append("\n\n");
        if (unsubscribe is not null) text.Append("-- \n").Append(Unsubscribe).Append(": ").Append(unsubscribe).Append('\n');
        return text.ToString();
    }

    /// <summary>The same as HTML.</summary>
    public string Html(string name, IReadOnlyList<Entry> entries, string? action, string? unsubscribe)
    {
        StringBuilder html = new($"<!DOCTYPE html><html lang=\"{Encode(language)}\"><head><meta charset=\"utf-8\"></head>"
            + "<body style=\"font-family:Arial,'Microsoft YaHei',sans-serif;color:#222;max-width:600px;margin:0 auto;padding:16px\">");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(Greeting(name))}</p>");
        html.Append(HtmlList(entries));
        if (action is not null) html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Encode(action)}\" style=\"background:#1976d2;color:#fff;padding:10px 18px;border-radius:4px;text-decoration:none\">{Encode(Decide)}</a></p>");
        if (unsubscribe is not null) html.Append(CultureInfo.InvariantCulture, $"<p style=\"font-size:12px;color:#666\"><a href=\"{Encode(unsubscribe)}\" style=\"color:#666\">{Encode(Unsubscribe)}</a></p>");
        return html.Append("</body></html>").ToString();
    }

    /// <summary>Entries one after the other, as text.</summary>
    public static string List(IEnumerable<Entry> entries)
    {
        StringBuilder text = new();
        foreach (Entry entry in entries)
        {
            if (text.Length > 0) text.Append("\n\n");
            text.Append(OneLine(entry.Title));
            if (entry.About is { } about) text.Append("\n  ").Append(OneLine(about));
            if (entry.Link is { } link) text.Append("\n  ").Append(link);
        }

        return text.ToString();
    }

    /// <summary>The same as HTML.</summary>
    public string HtmlList(IEnumerable<Entry> entries)
    {
        StringBuilder html = new();
        foreach (Entry entry in entries)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 16px\"><strong>{Encode(entry.Title)}</strong>");
            string? about = entry.About ?? (entry.Link is null ? null : Open);
            if (about is not null) html.Append("<br>").Append(entry.Link is { } link ? $"<a href=\"{Encode(link)}\">{Encode(about)}</a>" : Encode(about));
            html.Append("</p>");
        }

        return html.ToString();
    }

    /// <summary>Name of a recipient who is invented.</summary>
    public string SampleName => IsChinese ? "李安" : "Ann Lee";

    /// <summary>A notification that is invented.</summary>
    /// <param name="home">Where people open the application.</param>
    public Entry Sample(string home) => IsChinese ? new Entry("王芳提到了您", "光明水泵", home + "/…") : new Entry("Wang Fang mentioned you", "Bright Pumps", home + "/…");

    private string Greeting(string name) => IsChinese ? $"{name}，您好：" : $"Hello {name},";

    private string Decide => IsChinese ? "查看并审批" : "Look at it and decide";

    private string Open => IsChinese ? "打开" : "Open";

    private string Unsubscribe => IsChinese ? "不再接收此类邮件" : "No more mails of this kind";

    private static string Encode(string value) => WebUtility.HtmlEncode(value);

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
