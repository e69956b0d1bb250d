using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles what a process does beside setting fields.</summary>
internal sealed class ActionCompiler(Document document, ExpressionScope scope, PartBuilder part)
{
    /// <summary>The actions.</summary>
    public EquatableArray<ProcessActionModel> Compile(EquatableArray<ProcessAction> actions, string pointer)
    {
        List<ProcessActionModel> compiled = [];
        for (int i = 0; i < actions.Count; i++) compiled.Add(Compile(actions[i], Invariant($"{pointer}/{i}")));
        return compiled.ToEquatableArray();
    }

    private ProcessActionModel Compile(ProcessAction action, string place)
    {
        Key(place + "/flow", action.Flow is not null, action.Do == ProcessActionKind.StartApproval);
        Key(place + "/to", !action.To.IsEmpty, action.Do == ProcessActionKind.Notify);
        Key(place + "/text", action.Text is not null, action.Do == ProcessActionKind.Notify);
        Key(place + "/task", action.Task is not null, action.Do == ProcessActionKind.CreateTask);
        Key(place + "/hook", action.Hook is not null, action.Do == ProcessActionKind.CallHook);
        Key(place + "/webhook", action.Webhook is not null, action.Do == ProcessActionKind.SendWebhook);
        CheckedExpression? when = action.When is null ? null : ExpressionChecks.Check(part, document, place + "/when", action.When, scope, ExpressionType.Bool);
        List<CheckedExpression> users = [];
        for (int i = 0; i < action.To.Count; i++)
        {
            if (Person(action.To[i], Invariant($"{place}/to/{i}"), allowsMany: true) is { } user) users.Add(user);
        }

        EquatableArray<CheckedExpression> texts = action.Task is { } task ? Task(task, place + "/task", users) : [];
        return new ProcessActionModel(action, when, users.ToEquatableArray(), texts);
    }

    /// <summary>Checks a task; gives the expressions of its texts.</summary>
    /// <param name="task">The task.</param>
    /// <param name="place">Its place in the document.</param>
    /// <param name="users">Gets the expression that gives the assignee.</param>
    public EquatableArray<CheckedExpression> Task(TaskTemplate task, string place, List<CheckedExpression> users)
    {
        if (task.Assignee is { } assignee && Person(assignee, place + "/assignee", allowsMany: false) is { } user) users.Add(user);
        if (task.Calendar is not null && task.DueAfter is null) Bad(place + "/calendar", "Without \"dueAfter\" no time is counted.");
        Dictionary<string, CheckedExpression> texts = new(StringComparer.Ordinal);
        Template(task.Subject, place + "/subject", texts);
        if (task.Description is { } description) Template(description, place + "/description", texts);
        return texts.Values.ToEquatableArray();
    }

    private void Template(LocalizedText text, string pointer, Dictionary<string, CheckedExpression> texts)
    {
        foreach (LocalizedEntry entry in text.Texts)
        {
            if (TextTemplate.Parse(entry.Text) is not { } template)
            {
                Bad(pointer, $"The braces of the text ({entry.Language}) do not match: {{record.name}} stands for a value, {{{{ for a brace.");
                continue;
            }

            foreach (string expression in template.Expressions.Where(e => !texts.ContainsKey(e)))
            {
                if (ExpressionChecks.Check(part, document, pointer, expression, scope, ExpressionType.Text) is { } valid) texts[expression] = valid;
            }
        }
    }

    private CheckedExpression? Person(Approver person, string place, bool allowsMany)
    {
        bool known = person.By is ApproverKind.User or ApproverKind.Manager or ApproverKind.Field || (allowsMany && person.By is ApproverKind.Role or ApproverKind.Team);
        if (!known) Bad(place + "/by", allowsMany ? "People are told by user, role, team, manager, or a user of the record." : "A task is given to a user, a manager, or a user of the record.");
        Key(place + "/email", person.Email is not null, person.By == ApproverKind.User);
        Key(place + "/role", person.Role is not null, person.By == ApproverKind.Role);
        Key(place + "/team", person.Team is not null, person.By == ApproverKind.Team);
        Key(place + "/value", person.Value is not null, person.By == ApproverKind.Field);
        return person.Value is null ? null : ExpressionChecks.Check(part, document, place + "/value", person.Value, scope, ExpressionType.Reference(ExpressionObjects.User));
    }

    private void Key(string pointer, bool isGiven, bool isNeeded)
    {
        string key = pointer[(pointer.LastIndexOf('/') + 1)..];
        if (isGiven != isNeeded) Bad(pointer, isNeeded ? (Sentence)$"\"{key}\" is needed here." : $"\"{key}\" has no meaning here.");
    }

    private void Bad(string pointer, Sentence message) => part.Error(document, pointer, DocumentCodes.BadAction, message);
}
