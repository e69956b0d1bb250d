using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>How records of <paramref name="Child"/> hang on a record: over a reference of theirs, or over a link table.</summary>
/// <param name="Name">Name of the to-many field on the parent.</param>
/// <param name="Child">The related object.</param>
/// <param name="Field">The reference: a field of the child, or of the parent when <paramref name="IsForward"/>.</param>
/// <param name="Kind">Kind of reference.</param>
/// <param name="IsForward">True for a many-to-many field seen from the object that has it.</param>
public sealed record RelationLink(string Name, ObjectModel Child, FieldModel Field, RelationKind Kind, bool IsForward)
{
    /// <summary>The to-many field of that name on an object, or null.</summary>
    public static RelationLink? Find(TenantModel model, ObjectModel parent, string name)
    {
        if (parent.TryGetField(name, out FieldModel? field))
        {
            return field.Shape() == FieldShape.References
                ? new RelationLink(name, model.Object(field.Target()), field, RelationKind.ManyToMany, true)
                : null;
        }

        foreach (RelationModel relation in parent.Relations.AsSpan())
        {
            if (relation.Name == name) return Of(model, relation);
        }

        return null;
    }

    /// <summary>The link of an inverse relation.</summary>
    public static RelationLink Of(TenantModel model, RelationModel relation)
    {
        ObjectModel child = model.Object(relation.SourceObject);
        return new RelationLink(relation.Name, child, child.Field(relation.SourceField), relation.Kind, false);
    }
}
