namespace Platform.GraphQL.Planning;

/// <summary>A selected member of a payload, or of a problem or failure in it.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Name">Name in the schema; <c>:</c> and the type's name for <c>__typename</c>.</param>
/// <param name="Parts">Selected members below, for problems and failures.</param>
/// <param name="RecordIndex">Which of the payload's record selections it is, when it is one.</param>
public sealed record PayloadMember(string ResponseName, string Name, IReadOnlyList<PayloadMember> Parts, int? RecordIndex = null);
