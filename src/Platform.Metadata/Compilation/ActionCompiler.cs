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
        for (int i = 0; i < actions.Count; i++)
        {
            ProcessAction action = actions[i];
            string place = Invariant($"{pointer}/{i}");
            bool starts = action.Do == ProcessActionKind.StartApproval, tells = action.Do == ProcessActionKind.Notify;
            Key(place + "/flow", action.Flow is not null, starts);
            Key(place + "/to", !action.To.IsEmpty, tells);
            Key(place + "/text", action.Text is not null, tells);
            CheckedExpression? when = action.When is null ? null : ExpressionChecks.Check(part, document, place + "/when", action.When, scope, ExpressionType.Bool);
            compiled.Add(new ProcessActionModel(action, when, People(action.To, place + "/to")));
        }

        return compiled.ToEquatableArray();
    }

    private EquatableArray<CheckedExpression> People(EquatableArray<Approver> people, string pointer)
    {
        List<CheckedExpression> users = [];
        for (int i = 0; i < people.Count; i++)
        {
            Approver person = people[i];
            string place = Invariant($"{pointer}/{i}");
            bool known = person.By is ApproverKind.User or ApproverKind.Role or ApproverKind.Team or ApproverKind.Manager or ApproverKind.Field;
            if (!known) Bad(place + "/by", "People are told by user, role, team, manager, or a user of the record.");
            Key(place + "/email", person.Email is not null, person.By == ApproverKind.User);
            Key(place + "/role", person.Role is not null, person.By == ApproverKind.Role);
            Key(place + "/team", person.Team is not null, person.By == ApproverKind.Team);
            Key(place + "/value", person.Value is not null, person.By == ApproverKind.Field);
            if (person.Value is null) continue;
            if (ExpressionChecks.Check(part, document, place + "/value", person.Value, scope, ExpressionType.Reference(ExpressionObjects.User)) is { } user) users.Add(user);
        }

        return users.ToEquatableArray();
    }

    private void Key(string pointer, bool isGiven, bool isNeeded)
    {
        string key = pointer[(pointer.LastIndexOf('/') + 1)..];
        if (isGiven != isNeeded) Bad(pointer, isNeeded ? $"\"{key}\" is needed here." : $"\"{key}\" has no meaning here.");
    }

    private void Bad(string pointer, string message) => part.Error(document, pointer, DocumentCodes.BadAction, message);
}
