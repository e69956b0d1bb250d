namespace Platform.Metadata.Computation;

/// <summary>The objects behind the variables of expressions.</summary>
public static class ExpressionObjects
{
    /// <summary>Object of <c>user</c>.</summary>
    public const string User = "User";
}
