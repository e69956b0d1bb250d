namespace Platform.Expressions.Typing;

/// <summary>The objects that expressions read, as the type checker asks for them.</summary>
public interface IExpressionObjects
{
    /// <summary>The member of that name, or null.</summary>
    ExpressionMember? Member(string objectName, string name);

    /// <summary>All members of an object, for suggestions and completion.</summary>
    IEnumerable<ExpressionMember> Members(string objectName);

    /// <summary>The business calendar of that name, or without a name the one that counts where none is named; null when there is none.</summary>
    IBusinessHours? Hours(string? calendar) => null;

    /// <summary>Names of the business calendars, for suggestions and completion.</summary>
    IEnumerable<string> Calendars => [];
}
