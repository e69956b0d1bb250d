using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Workspace;

/// <summary>Tells of the references of an object which of them let only some records be chosen, and on what that depends.</summary>
internal static class WorkspaceChoices
{
    /// <summary>The limits of a reference; null for none.</summary>
    public static EquatableArray<WorkspaceChoosable>? Of(FieldModel field, ObjectModel source, PermissionSet permissions)
    {
        WorkspaceChoosable[] limits = [.. field.Choosable.Where(c => permissions.For(c.Target).CanRead)
            .Select(c => new WorkspaceChoosable(c.Target, Facts(c.Condition.Expression, source, permissions)))];
        return limits.Length == 0 ? null : limits.ToEquatableArray();
    }

    private static EquatableArray<string> Facts(CheckedExpression? condition, ObjectModel source, PermissionSet permissions)
    {
        HashSet<string> read = new(StringComparer.Ordinal);
        Read(condition, source, read);
        ObjectPermissions rights = permissions.For(source.Name);
        return source.Fields.Where(f => f.Formula is null && read.Contains(f.Name) && rights.CanReadField(f.Name)).Select(f => f.Name).ToEquatableArray();
    }

    // What a formula, or the default of a field that is left out, reads of the record decides too.
    private static void Read(CheckedExpression? expression, ObjectModel source, HashSet<string> read)
    {
        foreach (MemberRead member in expression?.Reads ?? [])
        {
            string[] path = member.Path.Split('.');
            if (path[0] != ExpressionScope.Record || path.Length < 2 || !source.TryGetField(path[1].Replace("[]", "", StringComparison.Ordinal), out FieldModel? field)) continue;
            if (!read.Add(field.Name)) continue;
            Read(field.Formula?.Expression, source, read);
            Read(field.DefaultFormula?.Expression, source, read);
        }
    }
}
