using Platform.GraphQL.Types;

namespace Platform.GraphQL.Differences;

/// <summary>Whether clients of one type can live with another. Types of two schemas are the same when their names are.</summary>
internal static class TypeChange
{
    /// <summary>For what fields return: the new type may exclude null where the old one did not.</summary>
    public static bool IsSafeForOutput(GraphQLType old, GraphQLType now) => (old, now) switch
    {
        (NonNullType a, NonNullType b) => IsSafeForOutput(a.Inner, b.Inner),
        (NonNullType, _) => false,
        (_, NonNullType b) => IsSafeForOutput(old, b.Inner),
        (ListType a, ListType b) => IsSafeForOutput(a.Item, b.Item),
        (NamedType a, NamedType b) => a.Name == b.Name,
        _ => false,
    };

    /// <summary>For what arguments and input fields take: the new type may allow null where the old one did not.</summary>
    public static bool IsSafeForInput(GraphQLType old, GraphQLType now) => (old, now) switch
    {
        (NonNullType a, NonNullType b) => IsSafeForInput(a.Inner, b.Inner),
        (NonNullType a, _) => IsSafeForInput(a.Inner, now),
        (_, NonNullType) => false,
        (ListType a, ListType b) => IsSafeForInput(a.Item, b.Item),
        (NamedType a, NamedType b) => a.Name == b.Name,
        _ => false,
    };
}
