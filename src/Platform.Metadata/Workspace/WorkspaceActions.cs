using Platform.Metadata.Collections;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Workspace;

/// <summary>Describes the actions that the user may carry out on records of an object.</summary>
internal static class WorkspaceActions
{
    public static EquatableArray<WorkspaceAction> Build(ObjectModel source, TenantModel model, PermissionSet permissions, string locale) => model.Actions
        .Where(a => a.Document.Object == source.Name && a.MayRun(permissions))
        .Select(a => new WorkspaceAction(
            a.Name, a.Document.Type, a.Document.Label?.In(locale) ?? a.Name, a.Document.Description?.In(locale), a.Document.Confirm?.In(locale), Fields(a.Input, permissions, locale), Fields(a.Output, permissions, locale)))
        .ToEquatableArray();

    // What an action asks for is nobody's field: no right says who may fill it in.
    private static EquatableArray<WorkspaceField> Fields(EquatableArray<FieldModel> fields, PermissionSet permissions, string locale) =>
        fields.Select(f => WorkspaceFields.Build(f, ObjectPermissions.None, permissions, locale)).ToEquatableArray();
}
