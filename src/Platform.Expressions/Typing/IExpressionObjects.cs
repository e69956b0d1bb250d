namespace Platform.Expressions.Typing;

/// <summary>The objects that expressions read, as the type checker asks for them.</summary>
public interface IExpressionObjects
{
    /// <summary>The member of that name, or null.</summary>
    ExpressionMember? Member(string objectName, string name);

    /// <summary>All members of an object, for suggestions and completion.</summary>
    IEnumerable<ExpressionMember> Members(string objectName);
}
