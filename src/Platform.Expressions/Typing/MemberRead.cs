namespace Platform.Expressions.Typing;

/// <summary>A member that an expression reads.</summary>
/// <param name="ObjectName">Object that the member belongs to.</param>
/// <param name="Member">The member.</param>
/// <param name="Path">How it is reached: <c>record.account.name</c>.</param>
public sealed record MemberRead(string ObjectName, ExpressionMember Member, string Path)
{
    /// <summary>It is read of <c>record</c> itself, not of a record that it leads to.</summary>
    public bool IsOfRecord => Path == $"{ExpressionScope.Record}.{Member.WrittenName}";
}
