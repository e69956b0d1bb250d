using System.Diagnostics;
using Platform.GraphQL.Planning;
using Platform.Metadata.Permissions;

namespace Platform.GraphQL.Lowering;

/// <summary>Decides a right that depends on a record's owner alone (<see cref="RowPredicate.IsOfOwner"/>), where the owner is known before or after the statement.</summary>
public static class OwnerRight
{
    /// <summary>Whether what an owner has is covered.</summary>
    /// <param name="predicate">The right.</param>
    /// <param name="owner">Id of the owner; null for nobody.</param>
    /// <param name="context">The user, and whose records the scope "team" covers.</param>
    public static bool Covers(RowPredicate predicate, Guid? owner, BindingContext context)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(context);
        return owner is { } id && predicate.Match(
            nothing: () => throw new UnreachableException(),
            everything: () => throw new UnreachableException(),
            ownedByUser: () => id == context.UserId,
            ownedByTeam: () => Array.BinarySearch(context.Reach, id) >= 0,
            throughMaster: (_, _) => throw new UnreachableException(),
            anyOf: members => members.Any(m => Covers(m, id, context)),
            describing: _ => throw new UnreachableException(),
            linking: _ => throw new UnreachableException(),
            naming: _ => throw new UnreachableException());
    }
}
