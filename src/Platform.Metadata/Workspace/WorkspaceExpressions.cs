using Platform.Expressions.Transport;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Workspace;

/// <summary>Expressions as far as the user can evaluate them: one that reads what the user may not is left to the server.</summary>
internal static class WorkspaceExpressions
{
    /// <summary>The expression, or null for none that the form can evaluate.</summary>
    public static WorkspaceExpression? Of(CheckedExpression? expression, PermissionSet permissions) =>
        expression is not null && expression.Reads.All(r => CanRead(r, permissions))
            ? new WorkspaceExpression(new JsonText(ExpressionJson.Write(expression.Root)), expression.Reads.Select(r => r.Path).ToEquatableArray())
            : null;

    /// <summary>The active rules of an object.</summary>
    public static EquatableArray<WorkspaceRule> Rules(ObjectModel source, PermissionSet permissions, string locale)
    {
        ObjectPermissions rights = permissions.For(source.Name);
        List<WorkspaceRule> rules = [];
        foreach (RuleModel rule in source.Rules)
        {
            if (!rule.Active || Of(rule.InvalidWhen.Expression, permissions) is not { } invalid) continue;
            rules.Add(new WorkspaceRule(rule.Name, invalid, rule.Message.In(locale), rule.Fields.Where(rights.CanReadField).ToEquatableArray()));
        }

        return rules.ToEquatableArray();
    }

    private static bool CanRead(MemberRead read, PermissionSet permissions)
    {
        (string owner, string field) = read.Member.Tag is RelationModel relation
            ? (relation.SourceObject, relation.SourceField)
            : (read.ObjectName, read.Member.Name);
        return permissions.For(owner) is { CanRead: true } rights && rights.CanReadField(field);
    }
}
