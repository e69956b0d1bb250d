using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>What actions of processes name in other documents is there, and of the object of the process.</summary>
internal static class ActionRules
{
    /// <summary>Checks the actions of pipelines and approval flows.</summary>
    public static void Check(DocumentIndex index, List<Finding> findings)
    {
        foreach (PipelineDocument pipeline in index.Pipelines.SelectMany(p => p))
        {
            foreach ((ProcessAction action, string pointer) in ProcessActions.Of(pipeline)) Check(index, pipeline, pipeline.Object, action, pointer, findings);
            foreach ((TaskTemplate? task, string pointer) in pipeline.Stages.SelectMany((s, i) => s.Tasks.Select((t, j) => (t.Task, Invariant($"/stages/{i}/tasks/{j}/task")))))
            {
                CalendarRules.CheckOf(index, pipeline, task, pointer, findings);
            }
        }

        foreach (ApprovalFlowDocument flow in index.OfKind<ApprovalFlowDocument>())
        {
            foreach ((ProcessAction action, string pointer) in ProcessActions.Of(flow)) Check(index, flow, flow.Object, action, pointer, findings);
            CheckApprovers(index, flow, findings);
        }
    }

    private static void CheckApprovers(DocumentIndex index, ApprovalFlowDocument flow, List<Finding> findings)
    {
        foreach ((string hook, string pointer) in ApprovalRoles.HooksOf(flow))
        {
            if (index.Find(DocumentKinds.Hook, hook) is HookDocument asked && asked.Object == flow.Object && asked.On.Contains(HookEvent.Approvers)) continue;
            IEnumerable<string> known = index.OfKind<HookDocument>().Where(h => h.Object == flow.Object && h.On.Contains(HookEvent.Approvers)).Select(h => h.Name);
            findings.Add(Finding.Error(
                flow, pointer, DocumentCodes.BadApprovalFlow, $"{flow.Object} has no hook \"{hook}\" with the event \"approvers\".", NearestName.Find(hook, known)));
        }
    }

    private static void Check(DocumentIndex index, Document document, string target, ProcessAction action, string pointer, List<Finding> findings)
    {
        CheckRoles(index, document, action, pointer, findings);
        if (action.Flow is { } flow && !(index.Find(DocumentKinds.ApprovalFlow, flow) is ApprovalFlowDocument found && found.Object == target))
        {
            Unknown("/flow", DocumentCodes.UnknownFlow, $"{target} has no approval flow \"{flow}\".", flow, index.OfKind<ApprovalFlowDocument>().Where(f => f.Object == target).Select(f => f.Name));
        }

        if (action.Hook is { } hook && !(index.Find(DocumentKinds.Hook, hook) is HookDocument called && called.Object == target && IsCalled(called)))
        {
            Unknown(
                "/hook", DocumentCodes.BadAction, $"{target} has no hook \"{hook}\" with the event \"process\" or \"afterCommitProcess\".", hook,
                index.OfKind<HookDocument>().Where(h => h.Object == target && IsCalled(h)).Select(h => h.Name));
        }

        if (action.Webhook is { } webhook && !(index.Find(DocumentKinds.Webhook, webhook) is WebhookDocument sent && sent.Object == target && sent.Events.Contains(WebhookEvent.Process)))
        {
            Unknown(
                "/webhook", DocumentCodes.BadAction, $"{target} has no webhook \"{webhook}\" with the event \"process\".", webhook,
                index.OfKind<WebhookDocument>().Where(w => w.Object == target && w.Events.Contains(WebhookEvent.Process)).Select(w => w.Name));
        }

        CalendarRules.CheckOf(index, document, action.Task, pointer + "/task", findings);

        void Unknown(string key, string code, Sentence message, string name, IEnumerable<string> known) =>
            findings.Add(Finding.Error(document, pointer + key, code, message, NearestName.Find(name, known)));
    }

    private static void CheckRoles(DocumentIndex index, Document document, ProcessAction action, string pointer, List<Finding> findings)
    {
        for (int i = 0; i < action.To.Count; i++)
        {
            if (action.To[i].Role is not { } role || index.Find(DocumentKinds.Role, role) is not null) continue;
            findings.Add(Finding.Error(
                document, Invariant($"{pointer}/to/{i}/role"), DocumentCodes.UnknownRole, $"There is no role \"{role}\".",
                NearestName.Find(role, index.OfKind<RoleDocument>().Select(r => r.Name))));
        }
    }

    private static bool IsCalled(HookDocument hook) => hook.On.Contains(HookEvent.Process) || hook.On.Contains(HookEvent.AfterCommitProcess);
}
