using Platform.Expressions.Diagnostics;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks of references from one document to another, with what is said when they lead nowhere.</summary>
internal static class ReferenceChecks
{
    /// <summary>Reports a reference into a package that the document's own package does not depend on.</summary>
    public static void Undeclared(PartBuilder part, Document document, string pointer, Element target, string? owner)
    {
        Sentence message = $"Package \"{document.Package}\" refers to {target} of package \"{owner}\", but does not depend on that package.";
        if (owner is null) message = $"Package \"{document.Package}\" refers to {target}, which belongs to no package; a package stands without the tenant's own documents.";
        part.Error(document, pointer, DocumentCodes.UndeclaredDependency, message);
    }

    /// <summary>The object of that name, noted as used; null after reporting that there is none.</summary>
    public static ObjectModel? Object(PartBuilder part, Document document, string pointer, string name)
    {
        if (part.Object(name) is not { } found)
        {
            part.Unknown(document, pointer, DocumentCodes.UnknownObject, $"There is no object \"{name}\".", name, part.Names.Objects);
            return null;
        }

        part.Use(Element.Object(name), document, pointer);
        if (!part.Packages.MayUse(document.Package, found.Package)) Undeclared(part, document, pointer, Element.Object(name), found.Package);
        return found;
    }

    /// <summary>The field of that name, noted as used; null after reporting that there is none.</summary>
    public static FieldModel? Field(PartBuilder part, Document document, string pointer, ObjectModel owner, string name)
    {
        if (!owner.TryGetField(name, out FieldModel? field))
        {
            Sentence relation = string.Empty;
            if (owner.Relations.Any(r => r.Name == name)) relation = $"; \"{name}\" is a relation to many records";
            part.Unknown(
                document, pointer, DocumentCodes.UnknownField, $"{owner.Name} has no field \"{name}\"{relation}.", name,
                owner.Fields.Select(f => f.Name).Where(n => n != name));
            return null;
        }

        part.Use(Element.Field(owner.Name, name), document, pointer);
        return field;
    }
}
