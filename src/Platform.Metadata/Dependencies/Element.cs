namespace Platform.Metadata.Dependencies;

/// <summary>Something that documents define and others refer to: an object, a field, a relation, a choice, or any other document.</summary>
/// <param name="Kind">A document kind, or <c>field</c>, <c>relation</c>, <c>choice</c>.</param>
/// <param name="Name">
/// Its full name: <c>Account</c> for an object, <c>Account.industry</c> for a field or relation, <c>Industry.retail</c> for a choice of a global
/// picklist, <c>Account.industry.retail</c> for a choice of a field.
/// </param>
public readonly record struct Element(string Kind, string Name)
{
    /// <summary>Kind of <see cref="Field"/>.</summary>
    public const string FieldKind = "field";

    /// <summary>Kind of <see cref="Relation"/>.</summary>
    public const string RelationKind = "relation";

    /// <summary>Kind of <see cref="Choice"/>.</summary>
    public const string ChoiceKind = "choice";

    /// <summary>An object.</summary>
    public static Element Object(string name) => new(Documents.DocumentKinds.Object, name);

    /// <summary>A field of an object.</summary>
    public static Element Field(string objectName, string field) => new(FieldKind, objectName + "." + field);

    /// <summary>A to-many relation of an object.</summary>
    public static Element Relation(string objectName, string relation) => new(RelationKind, objectName + "." + relation);

    /// <summary>A choice of a global picklist (<paramref name="owner"/> its name) or of a field (<c>Account.industry</c>).</summary>
    public static Element Choice(string owner, string value) => new(ChoiceKind, owner + "." + value);

    /// <summary>A global picklist.</summary>
    public static Element Picklist(string name) => new(Documents.DocumentKinds.Picklist, name);

    /// <summary>A view.</summary>
    public static Element View(string name) => new(Documents.DocumentKinds.View, name);

    /// <summary>A business calendar.</summary>
    public static Element Calendar(string name) => new(Documents.DocumentKinds.BusinessCalendar, name);

    /// <summary>A package.</summary>
    public static Element Package(string name) => new(Documents.DocumentKinds.Package, name);

    /// <inheritdoc/>
    public override string ToString() => Kind + " " + Name;
}
