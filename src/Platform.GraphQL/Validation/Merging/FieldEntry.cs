using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>A selected field with what the schema says of it.</summary>
/// <param name="ParentType">The type it is selected from; null where unknown.</param>
/// <param name="Node">The selection.</param>
/// <param name="Definition">Its definition; null where unknown, and for meta fields.</param>
internal sealed record FieldEntry(NamedType? ParentType, FieldNode Node, FieldDefinition? Definition)
{
    /// <summary>Whether it has neither arguments nor a selection, so that its name says all.</summary>
    public bool IsSimpleLeaf => Node.Arguments.IsEmpty && Node.SelectionSet is null;
}
