using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

internal sealed partial class ObjectTypes
{
    private readonly Lazy<ILookup<string, FieldBinding>> _choosers = new(() => Choosers(schema)
        .SelectMany(c => c.Field.Choosable.Select(choosable => (choosable.Target, Chooser: c))).ToLookup(c => c.Target, c => c.Chooser, StringComparer.Ordinal));

    /// <summary>The references of records that the caller may write which let only some records of an object be chosen.</summary>
    private IEnumerable<FieldBinding> Choosers(ObjectModel model) =>
        _choosers.Value[model.Name].Where(c => Exists(c.Object, TypeSuffix.Create) || Exists(c.Object, TypeSuffix.Update));

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
        new InputValueDefinition(
            c.Name, schema.Type<InputObjectType>(c.Object, Exists(c.Object, TypeSuffix.Create) ? TypeSuffix.Create : TypeSuffix.Update))
        {
            Description = Text(c.Field.Label),
            DeprecationReason = c.Field.Deprecated,
            Extension = c,
        })))
    {
        Description = "A reference, by object and field, with the values that its record is to have; of those, the ones that the condition of the field reads matter.",
        IsOneOf = true,
    };
}
