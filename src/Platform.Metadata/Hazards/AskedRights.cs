using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.ScriptRights"/>: a script asks to act as the system, or to call a host, a webhook to send data to a host, with a secret or past all roles, or an inbound
/// endpoint to write in somebody's name, which it did not ask for before.
/// </summary>
public sealed class AskedRights : IHazardAnalyzer
{
    private const string SecretPrefix = "secret ", UserPrefix = "user ", Unlimited = "unlimited";

    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        (Document? document, IEnumerable<string> before) = change switch
        {
            DocumentAdded added => (added.Document, []),
            DocumentChanged changed => (changed.To, Of(changed.From)),
            _ => (null, Enumerable.Empty<string>()),
        };
        if (document is null) yield break;
        string[] asked = [.. Of(document).Except(before, StringComparer.Ordinal)];
        if (asked.Length == 0) yield break;
        (string english, string chinese) = Wording.Both(document.Label ?? LocalizedText.Of(document.Name));
        (string English, string Chinese)[] said = [.. Said(document, asked)];
        yield return new Hazard(
            HazardCodes.ScriptRights, HazardSeverity.Confirm, index,
            Wording.Of(
                $"“{english}” asks {string.Join(", and ", said.Select(s => s.English))}. Who applies this agrees to it.", $"“{chinese}”请求{string.Join("，并", said.Select(s => s.Chinese))}。应用即表示同意。"),
            asked.Length, asked.Select(a => new HazardSample(document.Name, a)).ToEquatableArray());
    }

    /// <summary>Everything that a document asks for.</summary>
    private static IEnumerable<string> Of(Document document) => document switch
    {
        ScriptDocument script => ScriptRights.Of(script),
        WebhookDocument webhook =>
        [
            .. Uri.TryCreate(webhook.Url, UriKind.Absolute, out Uri? url) ? (string[])[ScriptRights.Host(url.Authority)] : [],
            .. webhook.Headers.Select(h => h.Secret).OfType<string>().Prepend(webhook.Secret).Distinct(StringComparer.Ordinal).Select(s => SecretPrefix + s),
            .. webhook.Roles.IsEmpty ? (string[])[Unlimited] : [],
        ],
        InboundEndpointDocument endpoint => [UserPrefix + endpoint.RunAs, .. endpoint.Roles.IsEmpty ? (string[])[Unlimited] : []],
        _ => [],
    };

    private static IEnumerable<(string English, string Chinese)> Said(Document document, string[] asked)
    {
        if (asked.Contains(ScriptRights.System)) yield return ("to read and write everything, as the system", "以系统身份读写全部数据");
        if (Named(asked, ScriptRights.Host(string.Empty)) is { Length: > 0 } hosts) yield return ("to send data to " + hosts, "向 " + hosts + " 发送数据");
        if (Named(asked, SecretPrefix) is { Length: > 0 } secrets) yield return (secrets.Contains(',', StringComparison.Ordinal) ? "to use the secrets " + secrets : "to use the secret " + secrets, "使用密钥 " + secrets);
        foreach (string user in asked.Where(a => a.StartsWith(UserPrefix, StringComparison.Ordinal)).Select(a => a[UserPrefix.Length..]))
        {
            yield return user.Length > 0 ? ("to write as " + user, "以 " + user + " 的身份写入") : ("to write as an administrator", "以管理员身份写入");
        }

        if (!asked.Contains(Unlimited)) yield break;
        yield return document is WebhookDocument ? ("to tell all values of the records, limited by no role", "传出记录的全部数据，不受角色限制") : ("to have all rights of that user", "拥有该用户的全部权限");
    }

    private static string Named(string[] asked, string prefix) =>
        string.Join(", ", asked.Where(a => a.StartsWith(prefix, StringComparison.Ordinal)).Select(a => a[prefix.Length..]));
}
