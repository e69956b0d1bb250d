using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

internal sealed partial class ObjectTypes
{
    /// <summary>Whether changes of the object's records can be subscribed to: those that are written as records are.</summary>
    public bool IsWatchable(ObjectModel model) => schema.CanSee(model.Name) && model.Writes != RecordWrites.None;

    /// <summary><c>opportunityChanged(filter): OpportunityChangeEvent!</c>.</summary>
    public FieldDefinition ChangedRoot(ObjectModel model) => new(
        ChangedName(model), schema.Type<ObjectType>(model, TypeSuffix.ChangeEvent).AsNonNull(),
        [
            new InputValueDefinition("filter", schema.Type<InputObjectType>(model, TypeSuffix.Filter))
            {
                Description = "Conditions on the record as it is after the change.",
            },
        ])
    {
        Description = "An event for each change of a record that the caller may read.",
        Extension = new SubscriptionBinding(model),
    };

    /// <summary>Name of the root field of subscriptions to an object.</summary>
    public static string ChangedName(ObjectModel model) => model.Singular + "Changed";

    private ObjectType ChangeEvent(ObjectModel model, string name) => new(name, Members.Deferred<FieldDefinition>(() =>
    [
        new FieldDefinition("kind", FixedTypes.ChangeKind.AsNonNull()),
        new FieldDefinition("id", Id.AsNonNull()) { Description = "The record." },
        new FieldDefinition("record", schema.Type<ObjectType>(model.Name).AsNonNull())
        {
            Description = "The record as it is when the event is sent: later changes may be in it already.",
        },
        new FieldDefinition("fields", FixedTypes.ListInput(String))
        {
            Description = "Names of the changed fields that the caller may read; null where that is not known, as for changes of many records at once.",
        },
        new FieldDefinition("at", RecordScalars.DateTime.AsNonNull()) { Description = "When it was written." },
    ]))
    {
        Description = "A change of a record.",
    };
}
