using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.ScriptRights"/>: a script asks to act as the system, or to call a host, a webhook to send data to a host, with a secret or past all roles, or an inbound
/// endpoint to write in somebody's name, which it did not ask for before. Agreements are to what is asked for: a script that acts as the system asks anew when its code or the objects that it reads and
/// writes change, one that calls hosts when it reads other objects, a webhook when it tells something else, an endpoint when it writes another object.
/// </summary>
public sealed class AskedRights : IHazardAnalyzer
{
    private const string SecretPrefix = "secret ", UserPrefix = "user ", Unlimited = "unlimited";
    private const string CodePrefix = "code ", ReadPrefix = "read ", WritePrefix = "write ", QueryPrefix = "query ", AllFields = "*";

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
        HashSet<string> agreed = new(before, StringComparer.Ordinal);
        string[] asked = [.. Of(document).Where(a => !Covers(agreed, a))];
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
        ScriptDocument script => [.. ScriptRights.Of(script), .. Content(script)],
        WebhookDocument webhook =>
        [
            .. Uri.TryCreate(webhook.Url, UriKind.Absolute, out Uri? url) ? (string[])[ScriptRights.Host(url.Authority)] : [],
            .. webhook.Headers.Select(h => h.Secret).OfType<string>().Prepend(webhook.Secret).Distinct(StringComparer.Ordinal).Select(s => SecretPrefix + s),
            .. webhook.Roles.IsEmpty ? (string[])[Unlimited] : [],
            .. (webhook.Fields.IsEmpty ? [AllFields] : webhook.Fields.AsEnumerable()).Select(f => $"{ReadPrefix}{webhook.Object}.{f}"),
            .. webhook.Query is { } query ? (string[])[QueryPrefix + Hash([query])] : [],
        ],
        InboundEndpointDocument endpoint => [UserPrefix + endpoint.RunAs, WritePrefix + endpoint.Object, .. endpoint.Roles.IsEmpty ? (string[])[Unlimited] : []],
        _ => [],
    };

    // What a script does with the rights that it has. One that acts for the user alone, and calls nobody, can do no more than the user.
    private static IEnumerable<string> Content(ScriptDocument script)
    {
        bool isSystem = script.RunAs == HookIdentity.System;
        if (!isSystem && script.Hosts.IsEmpty) yield break;
        foreach (HookAccess access in script.Access)
        {
            if (access.Read) yield return ReadPrefix + access.Object;
            if (access.Write && isSystem) yield return WritePrefix + access.Object;
        }

        if (isSystem) yield return CodePrefix + Hash(script.Modules.OrderBy(m => m.Path, StringComparer.Ordinal).SelectMany(m => (string[])[m.Path, m.Source]).Prepend(script.Source));
    }

    // Who was told everything of an object is told no more by a list of its fields.
    private static bool Covers(HashSet<string> agreed, string asked) =>
        agreed.Contains(asked) || (asked.StartsWith(ReadPrefix, StringComparison.Ordinal) && agreed.Contains($"{asked.Split('.')[0]}.{AllFields}"));

    private static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Length}:{t}"))))))[..16];

    private static IEnumerable<(string English, string Chinese)> Said(Document document, string[] asked)
    {
        bool isNew = asked.Contains(ScriptRights.System);
        if (isNew) yield return ("to read and write everything, as the system", "以系统身份读写全部数据");
        else if (Named(asked, CodePrefix).Length > 0) yield return ("to run changed code as the system", "以系统身份运行已更改的代码");
        if (!isNew && Named(asked, ReadPrefix) is { Length: > 0 } read) yield return document is WebhookDocument ? ("to tell " + read, "传出 " + read) : ("to read " + read, "读取 " + read);
        if (!isNew && Named(asked, WritePrefix) is { Length: > 0 } written) yield return ("to write " + written, "写入 " + written);
        if (Named(asked, QueryPrefix).Length > 0) yield return ("to tell what its query gives", "传出其查询的结果");
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
