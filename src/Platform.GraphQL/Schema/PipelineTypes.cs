using Platform.GraphQL.Types;

namespace Platform.GraphQL.Schema;

/// <summary>What records say of their pipelines; the same types for every object.</summary>
internal static class PipelineTypes
{
    private static readonly GraphQLType String = BuiltInScalars.String, Boolean = BuiltInScalars.Boolean;

    public static readonly EnumType StageKind = new("StageKind", Members.Of(
        new EnumValueDefinition("OPEN"), new EnumValueDefinition("WON"), new EnumValueDefinition("LOST"), new EnumValueDefinition("INVALID")))
    {
        Description = "What it means for a record to be in a stage.",
    };

    public static readonly ObjectType Need = new("PipelineNeed", Members.Of(
        new FieldDefinition("code", String.AsNonNull()) { Description = "Stable code: GATE_NOT_MET, STAGE_FIELD_REQUIRED, STAGE_TASK_REQUIRED or STAGE_APPROVAL_REQUIRED." },
        new FieldDefinition("gate", String) { Description = "Name of the gate, when it is one." },
        new FieldDefinition("field", String) { Description = "Field to fill in, where one is meant." },
        new FieldDefinition("task", BuiltInScalars.Id) { Description = "Id of the task to be done, where one is meant." },
        new FieldDefinition("message", String.AsNonNull()) { Description = "For people, in the caller's language." }))
    {
        Description = "Something that a record lacks for a stage.",
    };

    public static readonly ObjectType Step = new("PipelineStep", Members.Of(
        new FieldDefinition("stage", String.AsNonNull()) { Description = "The stage that may follow." },
        new FieldDefinition("kind", StageKind.AsNonNull()),
        new FieldDefinition("reopens", Boolean.AsNonNull()) { Description = "It takes the record out of a stage in which it had ended." },
        new FieldDefinition("isReady", Boolean.AsNonNull()) { Description = "Nothing is missing." },
        new FieldDefinition("missing", FixedTypes.ListOf(Need)) { Description = "What the record still needs to go there." }))
    {
        Description = "A stage that may follow the present one.",
    };

    public static readonly ObjectType Pipeline = new("RecordPipeline", Members.Of(
        new FieldDefinition("name", String.AsNonNull()) { Description = "Name of the pipeline." },
        new FieldDefinition("stage", String) { Description = "The present stage." },
        new FieldDefinition("since", RecordScalars.DateTime) { Description = "When the record entered it." },
        new FieldDefinition("isStale", Boolean.AsNonNull()) { Description = "The record has been there for longer than the stage allows." },
        new FieldDefinition("missing", FixedTypes.ListOf(Need)) { Description = "What the present stage itself asks for and the record lacks." },
        new FieldDefinition("next", FixedTypes.ListOf(Step)) { Description = "The stages that may follow and that the caller may enter, in order." }))
    {
        Description = "Where a record is in its pipeline, and what it needs to go on.",
    };

    public static IReadOnlyList<NamedType> All { get; } = [StageKind, Need, Step, Pipeline];
}
