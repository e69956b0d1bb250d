using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>A to-many field on the target of another object's reference.</summary>
/// <param name="Name">Name on this object, for example <c>contacts</c>.</param>
/// <param name="Label">Label; plural label of the source by default.</param>
/// <param name="SourceObject">Object that holds the reference.</param>
/// <param name="SourceField">The lookup, master-detail, polymorphic or many-to-many field of that object.</param>
/// <param name="Kind">Which kind of reference it is.</param>
public sealed record RelationModel(string Name, LocalizedText Label, string SourceObject, string SourceField, RelationKind Kind);
