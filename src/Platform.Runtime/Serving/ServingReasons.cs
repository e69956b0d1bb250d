namespace Platform.Runtime.Serving;

/// <summary><c>extensions.reason</c> of what the edge of the GraphQL APIs refuses; docs/errors.md lists them.</summary>
internal static class ServingReasons
{
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string BodyTooLarge = "BODY_TOO_LARGE";
    public const string MutationByGet = "MUTATION_BY_GET";
    public const string SubscriptionElsewhere = "SUBSCRIPTION_ELSEWHERE";
    public const string ParameterRepeated = "PARAMETER_REPEATED";
}
