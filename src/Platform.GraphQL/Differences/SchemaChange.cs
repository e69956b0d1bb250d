namespace Platform.GraphQL.Differences;

/// <summary>One difference between two schemas.</summary>
/// <param name="Impact">What it does to clients.</param>
/// <param name="Coordinate">
/// The member that changed as a schema coordinate (section 3.14): <c>Account</c>, <c>Account.name</c>, <c>Query.accounts(first:)</c>,
/// <c>@skip</c>.
/// </param>
/// <param name="Message">What changed, as a sentence.</param>
public sealed record SchemaChange(ChangeImpact Impact, string Coordinate, string Message);
