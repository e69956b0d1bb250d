using System.Diagnostics;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

internal sealed partial class ObjectTypes
{
    /// <summary>A root field of mutations, or one of queries that is no reading.</summary>
    public FieldDefinition Mutation(string name, MutationBinding binding)
    {
        ObjectModel model = binding.Object;
        bool many = binding.Kind is MutationKind.CreateMany or MutationKind.UpdateMany or MutationKind.Upsert or MutationKind.DeleteMany
            or MutationKind.ConvertMany or MutationKind.ApproveTasks or MutationKind.RejectTasks;
        bool merges = binding.Kind is MutationKind.Merge or MutationKind.Unmerge;
        ObjectType payload = binding.Kind == MutationKind.Validate
            ? FixedTypes.RecordValidation
            : schema.Type<ObjectType>(model, merges ? TypeSuffix.MergePayload : binding.Kind == MutationKind.Convert ? TypeSuffix.ConversionPayload : many ? TypeSuffix.ManyPayload : TypeSuffix.Payload);
        return new FieldDefinition(name, payload, [.. Arguments(binding.Kind, model)])
        {
            Description = Describe(binding.Kind),
            Extension = binding,
        };
    }

    private static InputValueDefinition AllOrNone => new(
        "allOrNone", BuiltInScalars.Boolean.AsNonNull(), new BooleanValueNode(SourceSpan.None, true))
    {
        Description = "True: one failure stops all. False: the others are written, and `failures` tells which were not.",
    };

    private static string Describe(MutationKind kind) => kind switch
    {
        MutationKind.Create => "Creates a record.",
        MutationKind.CreateMany => "Creates records.",
        MutationKind.Update => "Changes a record; with `ifVersion` only while it has that version.",
        MutationKind.UpdateMany => "Changes records: one by one by `changes`, or all that match `filter` alike by `input`.",
        MutationKind.Upsert => "Creates records, or changes those that have the same value in the unique field `by`.",
        MutationKind.Advance => "Takes a record to another stage of its pipeline, with what the stage asks for in `input`; refused with GATE_NOT_MET while something is missing.",
        MutationKind.Delete => "Moves a record to the recycle bin.",
        MutationKind.DeleteMany => "Moves records to the recycle bin.",
        MutationKind.Restore => "Takes a record out of the recycle bin.",
        MutationKind.Purge => "Removes a record for good.",
        MutationKind.Merge => "Makes one record of several: what belongs to the others moves to the one kept, and they go to the recycle bin.",
        MutationKind.Unmerge => "Undoes a merge, for 30 days.",
        MutationKind.Convert => "Makes what a record becomes, or attaches what there is, and links it; the record cannot be changed any more.",
        MutationKind.ConvertMany => "Converts records, each as its conversion says.",
        MutationKind.Validate => "What hooks would object to if the record were saved with these values; nothing is written.",
        >= MutationKind.SubmitForApproval => ApprovalTypes.Describe(kind),
        _ => throw new UnreachableException(),
    };

    private IEnumerable<InputValueDefinition> Arguments(MutationKind kind, ObjectModel model)
    {
        InputValueDefinition id = new("id", Id.AsNonNull());
        InputValueDefinition version = new("ifVersion", Int) { Description = "The version that the caller has seen." };
        return kind switch
        {
            MutationKind.Create => [new("input", Input(TypeSuffix.Create).AsNonNull())],
            MutationKind.CreateMany => [new("inputs", FixedTypes.ListOf(Input(TypeSuffix.Create))), AllOrNone],
            MutationKind.Update => [id, new("input", Input(TypeSuffix.Update).AsNonNull()), version],
            MutationKind.Advance => [id, new("to", String.AsNonNull()) { Description = "The stage." }, new("input", Input(TypeSuffix.Update)), version],
            MutationKind.UpdateMany =>
            [
                new("changes", FixedTypes.ListInput(Input(TypeSuffix.Change))), new("filter", Input(TypeSuffix.Filter)),
                new("input", Input(TypeSuffix.Update)), AllOrNone,
            ],
            MutationKind.Upsert =>
            [
                new("by", schema.Type<EnumType>(model, TypeSuffix.UniqueField).AsNonNull()),
                new("inputs", FixedTypes.ListOf(Input(TypeSuffix.Create))), AllOrNone,
            ],
            MutationKind.DeleteMany => [new("ids", FixedTypes.ListOf(Id)), AllOrNone],
            MutationKind.Delete => [id, version],
            MutationKind.Restore or MutationKind.Purge => [id],
            MutationKind.Merge =>
            [
                new("keep", Id.AsNonNull()) { Description = "The record that stays." },
                new("merge", FixedTypes.ListOf(Id)) { Description = "Those that go: one to ten." },
                new("take", Input(TypeSuffix.Update)) { Description = "Values that the record takes over." },
                new("dryRun", BuiltInScalars.Boolean.AsNonNull(), new BooleanValueNode(SourceSpan.None, false)) { Description = "True: everything is done, told and taken back." },
            ],
            MutationKind.Unmerge => [new("merge", Id.AsNonNull()) { Description = "The merge, as its payload named it." }],
            MutationKind.Convert => ConversionArguments(id, version, Input(TypeSuffix.ConversionTargets)),
            MutationKind.ConvertMany => ConversionsArguments(),
            MutationKind.Validate =>
            [
                new("id", Id) { Description = "The record that is being edited; none for a new one." },
                new("input", Input(Exists(model, TypeSuffix.Create) ? TypeSuffix.Create : TypeSuffix.Update).AsNonNull()),
            ],
            >= MutationKind.SubmitForApproval => ApprovalTypes.Arguments(kind, AllOrNone),
            _ => throw new UnreachableException(),
        };

        InputObjectType Input(string suffix) => schema.Type<InputObjectType>(model, suffix);
    }

    private InputObjectType Input(ObjectModel model, string name, bool creating) => new(name, Members.Deferred(() =>
        WritableFields(model, creating).Select(field => new InputValueDefinition(field.Name, InputType(field))
        {
            Description = Text(field.Help) ?? Text(field.Label),
            DeprecationReason = field.Deprecated,
            Extension = field,
        })))
    {
        Description = creating
            ? "Values of a new record. Which are required is checked with all other rules, so that all problems are reported together."
            : "New values. Fields left out stay as they are; null clears.",
    };

    /// <summary>The type of a value that callers give for a field.</summary>
    public GraphQLType InputType(FieldModel field) => field.Shape() switch
    {
        FieldShape.Reference => Id,
        FieldShape.Polymorphic => schema.Type<InputObjectType>("ReferenceInput"),
        FieldShape.References => schema.Type<InputObjectType>("LinksInput"),
        FieldShape.TextList => FixedTypes.ListInput(String),
        FieldShape.Address => schema.Type<InputObjectType>("AddressInput"),
        FieldShape.Geolocation => schema.Type<InputObjectType>("GeolocationInput"),
        FieldShape shape => Scalar(shape),
    };

    private InputObjectType Change(ObjectModel model, string name) => new(name, Members.Deferred<InputValueDefinition>(() =>
    [
        new InputValueDefinition("id", Id.AsNonNull()),
        new InputValueDefinition("input", schema.Type<InputObjectType>(model, TypeSuffix.Update).AsNonNull()),
        new InputValueDefinition("ifVersion", Int) { Description = "The version that the caller has seen." },
    ]))
    {
        Description = "A change of one record.",
    };

    private ObjectType Payload(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("record", schema.Type<ObjectType>(model.Name)) { Description = "The record after the write; null when the caller may no longer read it." },
        Warnings,
        PendingApproval,
    ]))
    {
        Description = "Outcome of a write.",
    };

    private ObjectType ManyPayload(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("records", schema.Type<ObjectType>(model.Name).AsList().AsNonNull())
        {
            Description = "The records after the write in the order of the inputs; null where the input failed or the caller may no longer read.",
        },
        new FieldDefinition("failures", FixedTypes.ListOf(FixedTypes.Failure)) { Description = "Inputs that were not written." },
        new FieldDefinition("affected", Int.AsNonNull()) { Description = "How many records were written." },
        Warnings,
        PendingApproval,
    ]))
    {
        Description = "Outcome of a write of many.",
    };

    private ObjectType MergePayload(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("record", schema.Type<ObjectType>(model.Name)) { Description = "The record that stays." },
        new FieldDefinition("merge", Id) { Description = "The merge, to undo it by; null for a dry run." },
        new FieldDefinition("moved", FixedTypes.ListOf(FixedTypes.MovedRecords)) { Description = "What was turned to the record that stays." },
        Warnings,
    ]))
    {
        Description = "Outcome of a merge.",
    };

    private static FieldDefinition Warnings => new("warnings", FixedTypes.ListOf(FixedTypes.Problem)) { Description = "Problems that did not stop the write." };

    private static FieldDefinition PendingApproval => new("pendingApproval", Id) { Description = "The approval request that the write waits for." };
}
