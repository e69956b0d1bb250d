using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>What a root field of mutations means; found at <c>FieldDefinition.Extension</c>.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Object">To which object.</param>
public sealed record MutationBinding(MutationKind Kind, ObjectModel Object);
