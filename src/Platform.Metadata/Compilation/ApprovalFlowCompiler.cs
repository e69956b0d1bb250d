using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles approval flows: fields, conditions and values against the object, and that every step can be gone through.</summary>
internal sealed class ApprovalFlowCompiler
{
    private readonly ApprovalFlowDocument _document;
    private readonly PartBuilder _part;
    private readonly ObjectModel _model;
    private readonly ExpressionScope _scope;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ApprovalFlowCompiler(ApprovalFlowDocument document, ObjectModel model, PartBuilder part)
    {
        (_document, _model, _part) = (document, model, part);
        _scope = ApprovalExpressions.Scope(part.Expressions, model.Name);
    }

    /// <summary>Checks a flow and translates its texts.</summary>
    public static void Compile(ApprovalFlowDocument document, PartBuilder part)
    {
        if (ReferenceChecks.Object(part, document, "/object", document.Object) is { } model) new ApprovalFlowCompiler(document, model, part).Check();
        TextMerger texts = part.Translations(DocumentKinds.ApprovalFlow, document.Name);
        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
            Steps = Translated(document.Steps, texts),
        };
        part.WarnUnused(texts);
    }

    private static EquatableArray<ApprovalStep> Translated(EquatableArray<ApprovalStep> steps, TextMerger texts) => steps.Select(s => s with
    {
        Label = texts.Merge("step." + s.Name, s.Label),
        Branches = s.Branches.Select(b => b with { Label = texts.Merge("branch." + b.Name, b.Label), Steps = Translated(b.Steps, texts) }).ToEquatableArray(),
    }).ToEquatableArray();

    private void Check()
    {
        if (_model.Writes != RecordWrites.All) Bad("/object", $"Records of {_model.Name} are written by the platform; there is nothing to submit.");
        if (!_document.EditedFields.IsEmpty && !_document.OnEdit) Bad("/editedFields", "Edits do not start the flow.");
        Fields("/editedFields", _document.EditedFields);
        Condition("/when", _document.When);
        Steps("/steps", _document.Steps, afterPeople: false, depth: 0);
        Updates("/onSubmit", _document.OnSubmit);
        Updates("/onApprove", _document.OnApprove);
        Updates("/onReject", _document.OnReject);
        Updates("/onRecall", _document.OnRecall);
        Actions();
    }

    private void Steps(string place, EquatableArray<ApprovalStep> steps, bool afterPeople, int depth)
    {
        if (depth > SubFlows.MostNested) Bad(place, $"Branches lie within each other more than {SubFlows.MostNested} levels deep.");
        for (int i = 0; i < steps.Count; i++)
        {
            ApprovalStep step = steps[i];
            string at = Invariant($"{place}/{i}");
            Name(at, step.Name);
            Condition(at + "/when", step.When);
            if (step.FirstOnly && step.Branches.IsEmpty) Bad(at + "/firstOnly", "The step has no branches.");
            bool asks = step.Branches.IsEmpty && step.Flow is null;
            if (!asks && step.Asking != new ApprovalAsking())
            {
                if (step.Flow is null) Bad(at, $"The step \"{step.Name}\" has branches; people are asked in the steps of those.");
                else Bad(at, $"The step \"{step.Name}\" has a flow; people are asked in the steps of that.");
            }

            if (step.Flow is not null && !step.Branches.IsEmpty) Bad(at + "/flow", "A step has either branches or a flow.");
            if (asks) Asking(at, step.Asking, afterPeople);
            else Branches(at, step, afterPeople, depth);
            afterPeople = asks;
        }
    }

    private void Branches(string place, ApprovalStep step, bool afterPeople, int depth)
    {
        bool isClosed = false;
        for (int i = 0; i < step.Branches.Count; i++)
        {
            ApprovalBranch branch = step.Branches[i];
            string at = Invariant($"{place}/branches/{i}");
            Name(at, branch.Name);
            Condition(at + "/when", branch.When);
            if (isClosed) Bad(at, $"The branch \"{branch.Name}\" is never reached: one before it has no condition, and only the first runs.");
            isClosed |= step.FirstOnly && branch.When is null;
            Steps(at + "/steps", branch.Steps, afterPeople, depth + 1);
        }
    }

    private void Asking(string place, ApprovalAsking asking, bool afterPeople)
    {
        if (asking.Approvers.IsEmpty) Bad(place + "/approvers", "Nobody is asked: the step needs approvers or branches.");
        if (asking.Rule == ApprovalRule.Ratio != asking.Ratio is not null) Bad(place + "/ratio", "A ratio goes with the rule \"ratio\", and is needed there.");
        if (asking.Ratio is <= 0 or > 1) Bad(place + "/ratio", "The ratio is above 0 and at most 1.");
        Approvers(place + "/approvers", asking.Approvers, afterPeople);
        Approvers(place + "/fallback", asking.Fallback, afterPeople);
        Approvers(place + "/cc", asking.Cc, afterPeople: false);
        TimeLimits(place, asking.TimeLimits);
        Watched(place + "/watchedFields", asking.WatchedFields);
        Fields(place + "/editableFields", asking.EditableFields, written: true);
    }

    private void Approvers(string place, EquatableArray<Approver> approvers, bool afterPeople)
    {
        for (int i = 0; i < approvers.Count; i++)
        {
            Approver approver = approvers[i];
            string at = Invariant($"{place}/{i}");
            Key(at, "email", approver.Email, approver.By == ApproverKind.User);
            Key(at, "role", approver.Role, approver.By == ApproverKind.Role);
            Key(at, "team", approver.Team, approver.By == ApproverKind.Team);
            Key(at, "value", approver.Value, approver.By == ApproverKind.Field);
            Key(at, "hook", approver.Hook, approver.By == ApproverKind.Hook);
            bool hasLevel = approver.By is ApproverKind.Manager or ApproverKind.Managers or ApproverKind.DepartmentHead;
            if (approver.Level is not null && !hasLevel) Bad(at + "/level", "Levels are of managers and heads of departments.");
            if (approver.By == ApproverKind.PreviousChoice && !afterPeople) Bad(at + "/by", "There is no approver just before who could choose.");
            if (approver.Value is not null)
            {
                ExpressionChecks.Check(_part, _document, at + "/value", approver.Value, _scope, ExpressionType.Reference(ExpressionObjects.User));
            }
        }
    }

    private void TimeLimits(string place, EquatableArray<TimeLimit> limits)
    {
        int ends = -1;
        for (int i = 0; i < limits.Count; i++)
        {
            TimeLimit limit = limits[i];
            string at = Invariant($"{place}/timeLimits/{i}");
            bool reminds = limit.Do == TimeLimitAction.Remind, escalates = limit.Do == TimeLimitAction.Escalate;
            if (!reminds && limit.Every is not null) Bad(at + "/every", "Only reminders come again.");
            if (!reminds && limit.Times is not null) Bad(at + "/times", "Only reminders come again.");
            if (reminds && limit.Every is null != limit.Times is null) Bad(at, "A reminder that comes again needs both \"every\" and \"times\".");
            if (escalates == limit.To.IsEmpty) Bad(at + "/to", escalates ? "An escalation needs somebody who is asked instead." : "Only escalations ask somebody else.");
            Approvers(at + "/to", limit.To, afterPeople: true);
            for (int j = 0; j < limit.To.Count; j++)
            {
                bool suits = limit.To[j].By is not (ApproverKind.Managers or ApproverKind.PreviousChoice or ApproverKind.SubmitterChoice);
                if (!suits) Bad(Invariant($"{at}/to/{j}/by"), "A step is escalated to a user, a role, a team, the head of a department, a manager, or a user of the record.");
            }

            if (reminds || escalates) continue;
            if (ends >= 0) Bad(at, "The step is decided by time already.");
            ends = i;
        }

        if (ends < 0) return;
        for (int i = 0; i < limits.Count; i++)
        {
            if (i != ends && limits[i].After >= limits[ends].After) Bad(Invariant($"{place}/timeLimits/{i}/after"), "By then the step is decided by time.");
        }
    }

    private void Key(string place, string key, string? value, bool isNeeded)
    {
        if (value is null == isNeeded) Bad($"{place}/{key}", isNeeded ? (Sentence)$"\"{key}\" is needed to find the approver." : $"\"{key}\" has no meaning for this approver.");
    }

    private void Updates(string place, EquatableArray<ApprovalUpdate> updates)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < updates.Count; i++)
        {
            string at = Invariant($"{place}/{i}");
            if (!seen.Add(updates[i].Field)) _part.Error(_document, at + "/field", DocumentCodes.DuplicateItem, $"The field \"{updates[i].Field}\" is set twice.");
            if (ReferenceChecks.Field(_part, _document, at + "/field", _model, updates[i].Field) is not { } field) continue;
            if (field.IsSystem || field.Formula is not null || field.ComputedBy is not null || !FieldMembers.CanBeDefaulted(field.Type))
            {
                _part.Error(_document, at + "/field", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" cannot be set by an expression.");
                continue;
            }

            ExpressionChecks.Check(_part, _document, at + "/value", updates[i].Value, _scope, FieldMembers.TypeOf(field.Type));
        }
    }

    private void Actions()
    {
        ActionCompiler compiler = new(_document, _scope, _part);
        foreach ((EquatableArray<ProcessAction> actions, string place) in ProcessActions.Turns(_document)) compiler.Compile(actions, place);
        // A record has one request at a time.
        foreach ((EquatableArray<ProcessAction> actions, string place) in new[] { (_document.SubmitActions, "/submitActions"), (_document.ReturnActions, "/returnActions") })
        {
            for (int i = 0; i < actions.Count; i++)
            {
                if (actions[i].Do != ProcessActionKind.StartApproval) continue;
                _part.Error(_document, Invariant($"{place}/{i}/do"), DocumentCodes.BadAction, "The record is under this approval still; no other starts meanwhile.");
            }
        }
    }

    private void Fields(string place, EquatableArray<string> fields, bool written = false)
    {
        for (int i = 0; i < fields.Count; i++) Field(fields, i, Invariant($"{place}/{i}"), written);
    }

    private void Field(EquatableArray<string> fields, int i, string at, bool written)
    {
        if (ReferenceChecks.Field(_part, _document, at, _model, fields[i]) is not { } field) return;
        if (fields.AsSpan()[..i].Contains(fields[i])) _part.Error(_document, at, DocumentCodes.DuplicateItem, $"The field \"{fields[i]}\" is listed twice.");
        bool suits = !field.IsComputed && (!written || (!field.IsReadOnly && field.Type is not AutoNumberType));
        if (!suits) _part.Error(_document, at, DocumentCodes.UnsuitableField, $"Nobody edits the field \"{field.Name}\".");
    }

    /// <summary>Fields, and lists of the records that are part of this one.</summary>
    private void Watched(string place, EquatableArray<string> names)
    {
        bool IsOfParts(string name) => _model.Relations.Any(r => r.Name == name && r.Kind == RelationKind.Detail);
        for (int i = 0; i < names.Count; i++)
        {
            if (!IsOfParts(names[i])) continue;
            if (names.AsSpan()[..i].Contains(names[i])) _part.Error(_document, Invariant($"{place}/{i}"), DocumentCodes.DuplicateItem, $"The list \"{names[i]}\" is named twice.");
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (!IsOfParts(names[i])) Field(names, i, Invariant($"{place}/{i}"), written: false);
        }
    }

    private void Condition(string place, string? text)
    {
        if (text is not null) ExpressionChecks.Check(_part, _document, place, text, _scope, ExpressionType.Bool);
    }

    private void Name(string place, string name)
    {
        if (!_names.Add(name)) _part.Error(_document, place + "/name", DocumentCodes.DuplicateItem, $"There is already a step or branch \"{name}\".");
    }

    private void Bad(string place, Sentence message) => _part.Error(_document, place, DocumentCodes.BadApprovalFlow, message);
}
