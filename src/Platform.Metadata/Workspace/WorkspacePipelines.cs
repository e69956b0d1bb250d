using System.Globalization;
using Platform.Metadata.Collections;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Workspace;

/// <summary>Pipelines of one object for one user.</summary>
internal static class WorkspacePipelines
{
    /// <summary>The field that holds a record's pipeline, as a choice among the object's pipelines: people read labels, not names.</summary>
    public static WorkspaceField Field(WorkspaceField field, ObjectModel source, string locale) => field with
    {
        Type = FieldTypeNames.Of(typeof(PicklistType)),
        MaxLength = null,
        Choices = source.Pipelines.Select(p => new WorkspaceChoice(p.Name, p.Label.In(locale), null, false)).ToEquatableArray(),
    };

    /// <summary>The pipelines; none when the user may not see the stage.</summary>
    public static EquatableArray<WorkspacePipeline> Build(ObjectModel source, PermissionSet permissions, string locale)
    {
        ObjectPermissions rights = permissions.For(source.Name);
        if (source.Pipelines.IsEmpty || !rights.CanReadField(source.Pipelines[0].Field)) return [];
        return source.Pipelines.Select(p => new WorkspacePipeline(
            p.Name,
            p.Label.In(locale),
            p.Field,
            Readable(p.AmountField),
            Readable(p.ProbabilityField),
            Readable(p.ForecastField),
            p.Stages.Select(s => Stage(s, p)).ToEquatableArray())).ToEquatableArray();

        string? Readable(string? field) => field is not null && rights.CanReadField(field) ? field : null;

        WorkspaceStage Stage(StageModel stage, PipelineModel pipeline) => new(
            stage.Value,
            stage.Label.In(locale),
            stage.Color,
            stage.Kind,
            stage.Probability?.ToString(CultureInfo.InvariantCulture),
            stage.StaleAfterDays,
            stage.Guidance?.In(locale),
            stage.Links.Select(l => new WorkspaceLink(l.Label.In(locale), l.Url)).ToEquatableArray(),
            stage.KeyFields.Where(rights.CanReadField).ToEquatableArray(),
            stage.RequiredFields.Where(rights.CanReadField).ToEquatableArray(),
            Readable(stage.Reason),
            Readable(stage.Note),
            stage.Retired,
            stage.Next.Where(s => permissions.MayTake(pipeline, s)).Select(s => s.To).ToEquatableArray());
    }
}
