namespace Platform.Runtime.AppTests;

/// <summary>A person of a tenant under test.</summary>
/// <param name="UserId">Id of the person's <c>User</c> record.</param>
/// <param name="Roles">Names of roles.</param>
/// <param name="Http">Sends requests in the person's name.</param>
internal sealed record TestMember(Guid UserId, IReadOnlyList<string> Roles, HttpClient Http);
