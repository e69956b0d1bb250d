using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>Whether fields of two types may share a key of the response (section 5.3.2, SameResponseShape).</summary>
internal static class ResponseShape
{
    public static bool Conflict(GraphQLType? left, GraphQLType? right)
    {
        while (left is not null && right is not null && !ReferenceEquals(left, right))
        {
            switch (left, right)
            {
                case (ListType a, ListType b):
                    (left, right) = (a.Item, b.Item);
                    break;
                case (NonNullType a, NonNullType b):
                    (left, right) = (a.Inner, b.Inner);
                    break;
                case (NamedType a, NamedType b):
                    return a.IsLeaf || b.IsLeaf;
                default:
                    return true;
            }
        }
        return false;
    }
}
