using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>What a root field of mutations or queries means that is an action of the documents; found at <c>FieldDefinition.Extension</c>.</summary>
/// <param name="Action">The action.</param>
/// <param name="Object">Object of the record that it is about; null for none.</param>
public sealed record ActionBinding(ActionModel Action, ObjectModel? Object);
