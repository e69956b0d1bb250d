using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation;

/// <summary>A variable used as a value.</summary>
/// <param name="Node">The variable.</param>
/// <param name="Type">The type of the position; null where the schema does not know it.</param>
/// <param name="ParentType">The type around the position.</param>
/// <param name="DefaultValue">The default of the position.</param>
internal sealed record VariableUsage(VariableNode Node, GraphQLType? Type, GraphQLType? ParentType, ValueNode? DefaultValue);
