using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>A field of an object, named in a schema outside of the object's own types.</summary>
/// <param name="Object">The object.</param>
/// <param name="Field">The field.</param>
internal sealed record FieldBinding(ObjectModel Object, FieldModel Field)
{
    /// <summary>Its name: <c>opportunity_contact</c>.</summary>
    public string Name => $"{Object.Singular}_{Field.Name}";
}
