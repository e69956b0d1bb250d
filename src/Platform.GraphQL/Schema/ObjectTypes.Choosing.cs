using Platform.GraphQL.Types;
using Platform.Metadata.Computation;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

internal sealed partial class ObjectTypes
{
    private readonly Lazy<ILookup<string, FieldBinding>> _choosers = new(() => Choosers(schema)
        .SelectMany(c => c.Field.Choosable.Select(choosable => (choosable.Target, Chooser: c))).ToLookup(c => c.Target, c => c.Chooser, StringComparer.Ordinal));

    /// <summary>The references of records that the caller may write which let only some records of an object be chosen.</summary>
    private IEnumerable<FieldBinding> Choosers(ObjectModel model) =>
        _choosers.Value[model.Name].Where(c => IsWritten(c.Object));

    private bool IsChooser(ObjectModel model) => schema.CanSee(model.Name) && IsWritten(model)
        && model.Fields.Any(f => schema.CanSee(model, f) && f.Choosable.Any(c => schema.CanSee(c.Target)));

    private bool IsWritten(ObjectModel model) => Exists(model, TypeSuffix.Create) || Exists(model, TypeSuffix.Update);

    private static IEnumerable<FieldBinding> Choosers(RecordsSchema schema)
    {
        foreach (ObjectModel source in schema.Model.Objects)
        {
            if (!schema.CanSee(source.Name)) continue;
            foreach (FieldModel field in source.Fields)
            {
                if (!field.Choosable.IsEmpty && schema.CanSee(source, field)) yield return new FieldBinding(source, field);
            }
        }
    }

    private InputObjectType ChoosableFor(ObjectModel model, string name) => new(name, Members.Deferred(() => Choosers(model).Select(c =>
        new InputValueDefinition(c.Name, schema.Type<InputObjectType>(c.Object, TypeSuffix.Facts))
        {
            Description = Text(c.Field.Label),
            DeprecationReason = c.Field.Deprecated,
            Extension = c,
        })))
    {
        Description = "A reference, by object and field, with what is known of its record; of that, what the condition of the field reads matters.",
        IsOneOf = true,
    };

    private InputObjectType Facts(ObjectModel model, string name) => new(name, Members.Deferred(() => VisibleFields(model).Where(IsFact).Select(field =>
        InputOf(field, InputType(field)))))
    {
        Description = "What is known of a record that is being written. A field left out is as it is stored when `id` is given, else as the platform fills it in; null is blank.",
    };

    // What follows from other fields is computed, and what no condition can read is no matter.
    private static bool IsFact(FieldModel field) =>
        field.Formula is null && (FieldMembers.TypeOf(field.Type) is not null || FieldParts.Of(field.Type).Count > 0);
}
