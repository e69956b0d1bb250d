using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Hazards;

/// <summary><see cref="HazardCodes.ScriptRights"/>: a script asks to act as the system, or to call a host, which it did not ask for before.</summary>
public sealed class AskedRights : IHazardAnalyzer
{
    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        (ScriptDocument? script, IEnumerable<string> before) = change switch
        {
            DocumentAdded { Document: ScriptDocument added } => (added, []),
            DocumentChanged { From: ScriptDocument from, To: ScriptDocument to } => (to, ScriptRights.Of(from)),
            _ => (null, Enumerable.Empty<string>()),
        };
        if (script is null) yield break;
        string[] asked = [.. ScriptRights.Of(script).Except(before, StringComparer.Ordinal)];
        if (asked.Length == 0) yield break;
        (string english, string chinese) = Wording.Both(script.Label ?? LocalizedText.Of(script.Name));
        bool isSystem = asked.Contains(ScriptRights.System);
        string hosts = string.Join(", ", script.Hosts.Where(h => asked.Contains(ScriptRights.Host(h))));
        string[] inEnglish = [.. isSystem ? (string[])["to read and write everything, as the system"] : [], .. hosts.Length > 0 ? (string[])["to send data to " + hosts] : []];
        string[] inChinese = [.. isSystem ? (string[])["以系统身份读写全部数据"] : [], .. hosts.Length > 0 ? (string[])["向 " + hosts + " 发送数据"] : []];
        yield return new Hazard(
            HazardCodes.ScriptRights, HazardSeverity.Confirm, index,
            Wording.Of($"“{english}” asks {string.Join(", and ", inEnglish)}. Who applies this agrees to it.", $"“{chinese}”请求{string.Join("，并", inChinese)}。应用即表示同意。"),
            asked.Length, asked.Select(a => new HazardSample(script.Name, a)).ToEquatableArray());
    }
}
