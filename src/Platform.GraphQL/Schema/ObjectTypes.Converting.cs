using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

internal sealed partial class ObjectTypes
{
    /// <summary>Whether a caller may convert records of an object into something.</summary>
    public bool CanConvert(ObjectModel model) => CanEdit(model) && schema.Model.ConversionsOf(model.Name).Any(c => c.Document.Active);

    // Aliases of the same name are of the same object in all conversions of an object.
    private IEnumerable<(string Alias, ObjectModel Object)> Aliases(ObjectModel model) => schema.Model.ConversionsOf(model.Name).Where(c => c.Document.Active)
        .SelectMany(c => c.Targets).DistinctBy(t => t.Alias, StringComparer.Ordinal).Where(t => schema.CanSee(t.Target.Object))
        .Select(t => (t.Alias, schema.Model.Object(t.Target.Object)));

    private bool IsConvertedInto(ObjectModel model) =>
        schema.CanSee(model.Name) && schema.Model.Conversions.Any(c => c.Document.Active && c.Targets.Any(t => t.Target.Object == model.Name) && CanConvert(schema.Model.Object(c.Object)));

    private static IEnumerable<InputValueDefinition> ConversionArguments(InputValueDefinition id, InputValueDefinition version, GraphQLType targets) =>
    [
        id,
        Conversion,
        new InputValueDefinition("targets", targets) { Description = "What becomes of each target; of those that are left out what the conversion says." },
        version,
        new InputValueDefinition("dryRun", BuiltInScalars.Boolean.AsNonNull(), new BooleanValueNode(SourceSpan.None, false)) { Description = "True: everything is done, told and taken back." },
    ];

    private static IEnumerable<InputValueDefinition> ConversionsArguments() =>
    [
        new InputValueDefinition("ids", FixedTypes.ListOf(Id)),
        Conversion,
        new InputValueDefinition("attach", BuiltInScalars.Boolean.AsNonNull(), new BooleanValueNode(SourceSpan.None, false))
        {
            Description = "True: where exactly one record may be the same as the one to be made, it is attached instead.",
        },
        AllOrNone,
    ];

    private static InputValueDefinition Conversion => new("conversion", String) { Description = "Name of the conversion; without it the first that fits the record." };

    private InputObjectType ConversionTargets(ObjectModel model, string name) => new(name, Members.Deferred(() =>
        Aliases(model).Select(t => new InputValueDefinition(t.Alias, schema.Type<InputObjectType>(t.Object, TypeSuffix.ConversionTarget)))))
    {
        Description = "What becomes of each target of a conversion.",
    };

    private InputObjectType ConversionTarget(ObjectModel model, string name) => new(name, Members.Deferred<InputValueDefinition>(() =>
    [
        new InputValueDefinition("action", ConversionTypes.Action) { Description = "Without it a record is attached when `id` is given, and made otherwise unless others may be the same." },
        new InputValueDefinition("id", Id) { Description = "The record that is attached." },
        .. Exists(model, TypeSuffix.Create)
            ? [new InputValueDefinition("values", schema.Type<InputObjectType>(model, TypeSuffix.Create)) { Description = "Values that go before those of the conversion. Of an attached record they fill what is blank." }]
            : (InputValueDefinition[])[],
    ]))
    {
        Description = "What becomes of a target of a conversion.",
    };

    private ObjectType ConversionPayload(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("record", schema.Type<ObjectType>(model.Name)) { Description = "The record that was converted." },
        new FieldDefinition("conversion", String.AsNonNull()) { Description = "Name of the conversion." },
        new FieldDefinition("done", BuiltInScalars.Boolean.AsNonNull()) { Description = "False: a dry run found something that stands in the way." },
        .. Aliases(model).Select(t => new FieldDefinition(t.Alias, schema.Type<ObjectType>(t.Object.Name))
        {
            Description = "The record that was made or attached; of a dry run as it would be.",
            Extension = new ConvertedBinding(t.Alias, t.Object),
        }),
        new FieldDefinition("targets", FixedTypes.ListOf(ConversionTypes.Converted)) { Description = "What became of each target, in order." },
        new FieldDefinition("moved", FixedTypes.ListOf(FixedTypes.MovedRecords)) { Description = "What was turned to the records that it became." },
        new FieldDefinition("problems", FixedTypes.ListOf(FixedTypes.Problem)) { Description = "Why a dry run could not write the record itself." },
        Warnings,
    ]))
    {
        Description = "Outcome of a conversion.",
    };
}
