namespace Platform.Expressions.Typing;

/// <summary>The size of the computation behind an expression.</summary>
public static class ExpressionCost
{
    /// <summary>Number of parts; those that SQL repeats count as often as it does. At most <see cref="int.MaxValue"/>.</summary>
    /// <param name="node">The expression.</param>
    /// <param name="costOf">Cost of reading a member: 1 for a stored value, that of its expression for a computed one.</param>
    public static int Of(TypedNode node, Func<ExpressionMember, int> costOf) => (int)Math.Min(int.MaxValue, Cost(node, costOf));

    private static double Cost(TypedNode node, Func<ExpressionMember, int> costOf)
    {
        double parts = 0;
        int copies = node is TypedCall { Overload: var overload } ? overload.SqlCopies : 1;
        node.ForEachPart(part => parts += Cost(part, costOf));
        double own = node is TypedMember { Member: var member } ? costOf(member) : 1;
        return own + (copies * parts);
    }
}
