namespace Platform.GraphQL.Types;

/// <summary>An interface (section 3.7).</summary>
/// <param name="name">Its name.</param>
/// <param name="fields">Its fields.</param>
/// <param name="interfaces">The interfaces it declares, evaluated at first use; null for none.</param>
/// <param name="implementations">
/// The names of the object types that implement it, evaluated at first use. Null makes the schema look through all of its types,
/// which builds every one of them: a schema that is built on demand gives the names.
/// </param>
public sealed class InterfaceType(
    string name,
    Members<FieldDefinition> fields,
    Func<IEnumerable<InterfaceType>>? interfaces = null,
    Func<IEnumerable<string>>? implementations = null) : FieldsType(name, fields, interfaces)
{
    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Interface;

    internal Func<IEnumerable<string>>? Implementations { get; } = implementations;
}
