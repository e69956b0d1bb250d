using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>The documents that one object is made of.</summary>
internal sealed record ObjectInput(ObjectDocument Document, EquatableArray<FieldExtensionDocument> Extensions);

/// <summary>An object as far as its own documents describe it, and the references that it makes.</summary>
/// <param name="Model">The object without relations.</param>
/// <param name="References">Its reference fields, for the relations of their targets.</param>
internal sealed record ObjectDraft(Model.ObjectModel Model, EquatableArray<Reference> References);

/// <summary>A reference field that shows as a relation on its target, or that governs its object's rights.</summary>
internal sealed record Reference(
    string Target, string? Inverse, LocalizedText? InverseLabel, string Field, Model.RelationKind Kind, string SourceKind, string SourceName, string Pointer);
