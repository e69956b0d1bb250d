using System.Net;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Mail;

/// <summary>The pages to which links in mails lead, in the language of the person. Every value is encoded.</summary>
/// <param name="language">BCP 47 tag.</param>
internal sealed class MailPages(string language)
{
    private bool IsChinese => language.StartsWith("zh", StringComparison.Ordinal);

    /// <summary>The address is none of ours.</summary>
    public static string Unknown(string language) => new MailPages(language).Page("Link not valid · 链接无效", "<p>This link is not valid.</p><p>此链接无效。</p>");

    /// <summary>Asks for a decision.</summary>
    public string Ask(MailStore.Asked asked, string? inbox) => Page(
        Pick("Approval", "审批"),
        $"<h1>{Encode(asked.Record ?? Pick("A request for approval", "审批申请"))}</h1>"
        + (asked.Submitter is { } submitter ? $"<p>{Encode(Pick($"{submitter} asks for your approval.", $"{submitter}请您审批。"))}</p>" : string.Empty)
        + (asked.Voids ? $"<p><strong>{Encode(Pick("The record is deleted if it is approved.", "通过后将删除此记录。"))}</strong></p>" : string.Empty)
        + (asked.Comment is { } said ? $"<blockquote>{Encode(said)}</blockquote>" : string.Empty)
        + $"<form method=\"post\"><label>{Encode(Pick("Comment", "意见"))}<br><textarea name=\"comment\" rows=\"4\" maxlength=\"10000\"></textarea></label>"
        + $"<p><button name=\"decision\" value=\"approve\">{Encode(Pick("Approve", "同意"))}</button> "
        + $"<button name=\"decision\" value=\"reject\" class=\"second\">{Encode(Pick("Reject", "拒绝"))}</button></p></form>" + Link(inbox, Pick("Open in the application", "在应用中打开")));

    /// <summary>Nothing is to be decided here any more.</summary>
    public string Over(bool isExpired, string? status, string? inbox) => Page(
        Pick("Link no longer valid", "链接已失效"),
        $"<h1>{Encode(isExpired ? Pick("This link has expired.", "此链接已过期。") : Pick("Nothing is to be decided here any more.", "此处已无需审批。"))}</h1><p>"
        + Encode(status switch
        {
            "approved" => Pick("You have approved.", "您已同意。"),
            "rejected" => Pick("You have rejected.", "您已拒绝。"),
            _ => Pick("What waits for you is in the application.", "待您处理的审批请在应用中查看。"),
        }) + "</p>" + Link(inbox, Pick("Open in the application", "在应用中打开")));

    /// <summary>The decision stands.</summary>
    public string Decided(bool approved) => Page(Pick("Done", "已完成"), $"<h1>{Encode(approved ? Pick("Approved.", "已同意。") : Pick("Rejected.", "已拒绝。"))}</h1>");

    /// <summary>It did not happen.</summary>
    public string Refused(string message, string? inbox) => Page(Pick("Not possible", "无法完成"), $"<h1>{Encode(message)}</h1>" + Link(inbox, Pick("Open in the application", "在应用中打开")));

    /// <summary>Asks whether mails of a kind are to end.</summary>
    public string AskUnsubscribe(string kind) => Page(
        Pick("Mails", "邮件"),
        $"<h1>{Encode(Pick($"No more mails of the kind “{kind}”?", $"不再接收“{kind}”类邮件？"))}</h1><form method=\"post\"><button>{Encode(Pick("No more of these mails", "不再接收"))}</button></form>");

    /// <summary>They have ended.</summary>
    public string Unsubscribed(string kind, string? settings) => Page(
        Pick("Done", "已完成"), $"<h1>{Encode(Pick($"You get no more mails of the kind “{kind}”.", $"您将不再收到“{kind}”类邮件。"))}</h1>" + Link(settings, Pick("Notification settings", "通知设置")));

    /// <summary>The name of a kind of notifications.</summary>
    public static string Kind(TenantModel model, string type, string language) =>
        model.Object(PersonalObjects.Notification).Field("type").Type is PicklistType picklist && picklist.Choices.Values.FirstOrDefault(v => v.Value == type) is { } choice
            ? choice.Label.In(language) : type;

    private string Pick(string english, string chinese) => IsChinese ? chinese : english;

    private static string Link(string? to, string text) => to is null ? string.Empty : $"<p><a href=\"{Encode(to)}\">{Encode(text)}</a></p>";

    private string Page(string title, string body) =>
        $"<!DOCTYPE html><html lang=\"{Encode(language)}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{Encode(title)}</title><style>"
        + "body{font-family:Arial,'Microsoft YaHei',sans-serif;max-width:560px;margin:10vh auto;padding:0 16px;color:#222}h1{font-size:1.3rem}textarea{width:100%;font:inherit}"
        + "button{font:inherit;padding:10px 20px;border:1px solid #1565c0;border-radius:4px;background:#1565c0;color:#fff}.second{background:#fff;color:#b71c1c;border-color:#b71c1c}"
        + $"</style></head><body>{body}</body></html>";

    private static string Encode(string value) => WebUtility.HtmlEncode(value);
}
