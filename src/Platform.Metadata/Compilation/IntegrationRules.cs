using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Rules over webhooks and inbound endpoints together with other documents.</summary>
internal static class IntegrationRules
{
    /// <summary>Roles exist; no two endpoints have one address.</summary>
    public static void Check(DocumentIndex index, List<Finding> findings)
    {
        foreach (WebhookDocument webhook in index.OfKind<WebhookDocument>()) CheckRoles(index, webhook, webhook.Roles, findings);
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        foreach (InboundEndpointDocument endpoint in index.OfKind<InboundEndpointDocument>())
        {
            CheckRoles(index, endpoint, endpoint.Roles, findings);
            CheckHook(index, endpoint, findings);
            if (paths.TryAdd(endpoint.Path, endpoint.Name)) continue;
            findings.Add(Finding.Error(endpoint, "/path", DocumentCodes.BadInboundEndpoint, $"The endpoint \"{paths[endpoint.Path]}\" has the path \"{endpoint.Path}\"."));
        }
    }

    private static void CheckHook(DocumentIndex index, InboundEndpointDocument endpoint, List<Finding> findings)
    {
        if (endpoint.Hook is not { } hook || (index.Find(DocumentKinds.Hook, hook) is HookDocument called && called.Object == endpoint.Object && called.On.Contains(HookEvent.Inbound))) return;
        IEnumerable<string> known = index.OfKind<HookDocument>().Where(h => h.Object == endpoint.Object && h.On.Contains(HookEvent.Inbound)).Select(h => h.Name);
        findings.Add(Finding.Error(
            endpoint, "/hook", DocumentCodes.BadInboundEndpoint, $"{endpoint.Object} has no hook \"{hook}\" with the event \"inbound\".", NearestName.Find(hook, known)));
    }

    private static void CheckRoles(DocumentIndex index, Document document, IEnumerable<string> roles, List<Finding> findings)
    {
        int i = 0;
        foreach (string role in roles)
        {
            string pointer = Invariant($"/roles/{i++}");
            if (index.Find(DocumentKinds.Role, role) is not null) continue;
            findings.Add(Finding.Error(
                document, pointer, DocumentCodes.UnknownRole, $"There is no role \"{role}\".", NearestName.Find(role, index.OfKind<RoleDocument>().Select(r => r.Name))));
        }
    }
}
