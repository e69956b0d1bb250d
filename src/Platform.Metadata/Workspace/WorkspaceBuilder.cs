using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Workspace;

/// <summary>Reduces a tenant's model to the workspace of one user: what may be seen, in one language.</summary>
public static class WorkspaceBuilder
{
    /// <summary>The workspace.</summary>
    /// <param name="model">The tenant's model.</param>
    /// <param name="permissions">The user's permission set against that model.</param>
    /// <param name="context">User, tenant and language.</param>
    public static WorkspaceDescription Build(TenantModel model, PermissionSet permissions, WorkspaceContext context)
    {
        EquatableArray<WorkspaceObject> objects = model.Objects
            .Where(o => permissions.For(o.Name).CanRead)
            .Select(o => BuildObject(o, model, permissions, context.Locale))
            .ToEquatableArray();
        return new WorkspaceDescription
        {
            Revision = model.Revision,
            Locale = context.Locale,
            Locales = WorkspaceLocales.All,
            User = context.User,
            Tenant = context.Tenant,
            Rights = Enum.GetValues<SystemRight>()
                .Where(permissions.Has)
                .Select(r => JsonNamingPolicy.CamelCase.ConvertName(r.ToString()))
                .ToEquatableArray(),
            Objects = objects,
            Navigations = WorkspaceNavigations.Build(model, objects, context.Locale),
        };
    }

    private static WorkspaceObject BuildObject(ObjectModel source, TenantModel model, PermissionSet permissions, string locale)
    {
        ObjectPermissions rights = permissions.For(source.Name);
        EquatableArray<WorkspaceField> fields = source.Fields
            .Where(f => rights.CanReadField(f.Name))
            .Select(f => WorkspaceFields.Build(f, rights, permissions, locale) with { Choosable = WorkspaceChoices.Of(f, source, permissions) })
            .Select(f => f is { IsSystem: true, Name: SystemFields.Pipeline } ? WorkspacePipelines.Field(f, source, locale) : f)
            // A reference to nothing that the user may read is not in their API either.
            .Where(f => f.Targets is not { IsEmpty: true })
            .ToEquatableArray();
        EquatableArray<WorkspaceRelation> relations = source.Relations
            .Where(r => permissions.For(r.SourceObject).CanReadField(r.SourceField) && permissions.For(r.SourceObject).CanRead)
            .Select(r => new WorkspaceRelation(r.Name, r.Label.In(locale), r.SourceObject, r.SourceField, r.Kind))
            .ToEquatableArray();
        WorkspaceArrangement arrangement = new(source, fields, relations, model, permissions, locale);
        return new WorkspaceObject
        {
            Name = source.Name,
            Singular = source.Singular,
            Plural = source.Plural,
            Label = source.Label.In(locale),
            PluralLabel = source.PluralLabel.In(locale),
            Description = source.Description?.In(locale),
            Icon = source.Icon,
            NameField = rights.CanReadField(source.NameField) ? source.NameField : SystemFields.Id,
            IsSystem = source.IsSystem,
            Ownership = source.Ownership,
            MasterField = source.MasterField is { } master && rights.CanReadField(master) ? master : null,
            CanCreate = rights.Create,
            CanEdit = rights.Edit != RowPredicate.Nothing,
            CanDelete = rights.Delete != RowPredicate.Nothing,
            Validates = !model.HooksOf(source.Name, HookEvent.Validate).IsEmpty,
            FindsDuplicates = model.DuplicateRulesOf(source.Name).Count > 0,
            TrackHistory = source.TrackHistory,
            Fields = fields,
            Relations = relations,
            Rules = WorkspaceExpressions.Rules(source, permissions, locale),
            RecordTypes = arrangement.RecordTypes(),
            Pipelines = WorkspacePipelines.Build(source, permissions, locale),
            HasApprovals = !model.FlowsOf(source.Name).IsEmpty,
            Approvals = WorkspaceApprovals.Build(model, source, locale),
            Conversions = Conversions(source, model, rights, locale),
            Actions = WorkspaceActions.Build(source, model, permissions, locale),
            Layout = arrangement.Layout(),
            Views = arrangement.Views(),
        };
    }

    private static EquatableArray<WorkspaceConversion> Conversions(ObjectModel source, TenantModel model, ObjectPermissions rights, string locale) => model.ConversionsOf(source.Name)
        .Where(c => rights.CanReadField(c.Document.ConvertedField))
        .Select(c => new WorkspaceConversion(
            c.Name, c.Document.Label?.In(locale) ?? c.Name, c.Document.Description?.In(locale), c.Document.ConvertedField,
            c.KeptFields.Skip(1).Where(rights.CanReadField).ToEquatableArray(), c.Document.Active && rights.Edit != RowPredicate.Nothing))
        .ToEquatableArray();
}
