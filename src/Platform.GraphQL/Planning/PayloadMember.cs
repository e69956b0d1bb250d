namespace Platform.GraphQL.Planning;

/// <summary>A selected member of a payload, or of a problem or failure in it.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Name">Name in the schema; <c>:</c> and the type's name for <c>__typename</c>.</param>
/// <param name="Parts">Selected members below, for problems and failures.</param>
/// <param name="RecordIndex">Which of the payload's selections of that record it is, when it is one.</param>
/// <param name="Alias">The target of a conversion whose record it is; null for the payload's own records.</param>
public sealed record PayloadMember(string ResponseName, string Name, IReadOnlyList<PayloadMember> Parts, int? RecordIndex = null, string? Alias = null);
