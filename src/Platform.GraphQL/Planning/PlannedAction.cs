using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>A field that is an action of the documents, with the values of a request.</summary>
/// <param name="Action">The action.</param>
/// <param name="Object">Object of the record that it is about; null for none.</param>
/// <param name="Id">The record as the caller gave it; null for none.</param>
/// <param name="Input">What the caller gave, in the plain forms of <see cref="PlannedMutation.Arguments"/>; empty for nothing.</param>
public sealed record PlannedAction(ActionModel Action, ObjectModel? Object, object? Id, IReadOnlyDictionary<string, object?> Input);
