namespace Platform.GraphQL.Types;

/// <summary>An object type (section 3.6).</summary>
/// <param name="name">Its name.</param>
/// <param name="fields">Its fields.</param>
/// <param name="interfaces">The interfaces it declares, evaluated at first use; null for none.</param>
public sealed class ObjectType(
    string name,
    Members<FieldDefinition> fields,
    Func<IEnumerable<InterfaceType>>? interfaces = null) : FieldsType(name, fields, interfaces)
{
    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Object;
}
