using Platform.Expressions.Typing;

namespace Platform.Metadata.Computation;

/// <summary>What expressions may use at each place of the documents.</summary>
public static class ExpressionScopes
{
    /// <summary>The scope of a place.</summary>
    /// <param name="purpose">What the expression is for.</param>
    /// <param name="objects">The objects.</param>
    /// <param name="record">Object of <c>record</c>: of a rollup's filter that of the list.</param>
    /// <param name="target">Object of <c>target</c>, for <see cref="ExpressionPurpose.Choosable"/>.</param>
    public static ExpressionScope Of(ExpressionPurpose purpose, IExpressionObjects objects, string record, string? target = null)
    {
        ExpressionScope bare = new(objects, record);
        return purpose switch
        {
            ExpressionPurpose.Formula => bare,
            // What is stored must not change by itself.
            ExpressionPurpose.RollupFilter or ExpressionPurpose.Membership => bare with { HasClock = false },
            ExpressionPurpose.Write or ExpressionPurpose.Update => bare with { UserObject = ExpressionObjects.User, HasOld = true },
            ExpressionPurpose.Choosable => bare with { UserObject = ExpressionObjects.User, TargetObject = target },
            _ => bare with { UserObject = ExpressionObjects.User },
        };
    }

    /// <summary>The type that the value must have: that of the field, or true and false.</summary>
    /// <param name="purpose">What the expression is for.</param>
    /// <param name="field">The type that expressions give to the field.</param>
    public static ExpressionType? Expected(ExpressionPurpose purpose, ExpressionType? field) =>
        purpose is ExpressionPurpose.Formula or ExpressionPurpose.Default or ExpressionPurpose.Update ? field : ExpressionType.Bool;
}
