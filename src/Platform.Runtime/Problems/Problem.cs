namespace Platform.Runtime.Problems;

/// <summary>A kind of failure outside GraphQL, as RFC 9457 problem details tell it. All are in <see cref="ProblemCatalog"/>.</summary>
/// <param name="Code">Stable code, for programs.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What it means, for people; the same in every occurrence.</param>
public sealed record Problem(string Code, int Status, string Title);
