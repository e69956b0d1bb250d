using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>The documents that one object is made of.</summary>
/// <param name="Document">The object.</param>
/// <param name="Extensions">Fields of others.</param>
/// <param name="StageField">The stage field of its pipelines; null when it has none.</param>
/// <param name="StageAmounts">The fields that its pipelines add up, unless the totals are kept.</param>
/// <param name="Matching">What rules of duplicates look its records up by.</param>
internal sealed record ObjectInput(
    ObjectDocument Document, EquatableArray<FieldExtensionDocument> Extensions, string? StageField = null,
    EquatableArray<string> StageAmounts = default, EquatableArray<MatchKey> Matching = default);

/// <summary>A field by which rules of duplicates look records up.</summary>
internal sealed record MatchKey(string Field, DuplicateMethod By);

/// <summary>An object as far as its own documents describe it, and the references that it makes.</summary>
/// <param name="Model">The object without relations.</param>
/// <param name="References">Its reference fields, for the relations of their targets.</param>
internal sealed record ObjectDraft(Model.ObjectModel Model, EquatableArray<Reference> References);

/// <summary>A reference field that shows as a relation on its target, or that governs its object's rights.</summary>
internal sealed record Reference(
    string Target, string? Inverse, LocalizedText? InverseLabel, string Field, Model.RelationKind Kind, string SourceKind, string SourceName, string Pointer);
