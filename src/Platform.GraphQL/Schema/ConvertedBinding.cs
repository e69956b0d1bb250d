using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>A field of a conversion's answer that is a record which was made or attached; found at <c>FieldDefinition.Extension</c>.</summary>
/// <param name="Alias">Its name in the conversion.</param>
/// <param name="Object">Its object.</param>
public sealed record ConvertedBinding(string Alias, ObjectModel Object);
