using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>What a root field of queries means; found at <c>FieldDefinition.Extension</c>.</summary>
/// <param name="Kind">What it returns.</param>
/// <param name="Object">Of which object.</param>
public sealed record RootBinding(RootKind Kind, ObjectModel Object);
