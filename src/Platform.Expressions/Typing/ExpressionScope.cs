namespace Platform.Expressions.Typing;

/// <summary>What an expression may use at the place where it stands.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="RecordObject">Object of <c>record</c>.</param>
public sealed record ExpressionScope(IExpressionObjects Objects, string RecordObject)
{
    /// <summary>Name of the variable for the record at hand.</summary>
    public const string Record = "record";

    /// <summary>Name of the variable for the record as it is stored.</summary>
    public const string Old = "old";

    /// <summary>Name of the variable for the person who acts.</summary>
    public const string User = "user";

    /// <summary>Name of the variable for the record that a reference may come to point to.</summary>
    public const string Target = "target";

    /// <summary>Name of the variable for the instant of evaluation.</summary>
    public const string Now = "now";

    /// <summary>Name of the variable for the day of evaluation in the tenant's time zone.</summary>
    public const string Today = "today";

    /// <summary>Names of variables that no record of <see cref="Records"/> can have.</summary>
    public static IReadOnlyList<string> VariableNames { get; } = [Record, Old, User, Target, Now, Today];

    /// <summary>There is a write: <c>old</c>, <c>isChanged</c> and <c>isNew</c> mean something.</summary>
    public bool HasOld { get; init; }

    /// <summary>Object of <c>user</c>, or null where nobody acts.</summary>
    public string? UserObject { get; init; }

    /// <summary>Object of <c>target</c>, or null where no record is chosen.</summary>
    public string? TargetObject { get; init; }

    /// <summary>Further records by the names that the place gives them, each with its object; they may be blank.</summary>
    public IReadOnlyList<(string Name, string ObjectName)> Records { get; init; } = [];

    /// <summary><c>now</c> and <c>today</c> may be used.</summary>
    public bool HasClock { get; init; } = true;

    /// <summary>The variables with their types.</summary>
    public IEnumerable<(string Name, ExpressionType Type)> Variables
    {
        get
        {
            yield return (Record, ExpressionType.Reference(RecordObject));
            if (HasOld) yield return (Old, ExpressionType.Reference(RecordObject));
            if (TargetObject is not null) yield return (Target, ExpressionType.Reference(TargetObject));
            foreach ((string name, string objectName) in Records) yield return (name, ExpressionType.Reference(objectName));
            if (UserObject is not null) yield return (User, ExpressionType.Reference(UserObject));
            if (!HasClock) yield break;
            yield return (Now, ExpressionType.Timestamp);
            yield return (Today, ExpressionType.Date);
        }
    }
}
