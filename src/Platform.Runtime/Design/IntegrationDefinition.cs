namespace Platform.Runtime.Design;

/// <summary>The parts of the design-time schema about what goes out to other systems and comes in from them.</summary>
internal static class IntegrationDefinition
{
    /// <summary>Fields of <c>Query</c>.</summary>
    public const string Queries =
        """
          "Named secrets that documents and hooks use. Values are never shown."
          secrets: [Secret!]!
        """;

    /// <summary>Fields of <c>Mutation</c>.</summary>
    public const string Mutations =
        """
          "Sets a secret or replaces its value; without \"value\" one is made by chance and shown this once. The value before counts beside it for a while."
          setSecret(name: String!, value: String, keepPreviousHours: Int! = 24): SecretSet!
          "Deletes a secret; false when there is none."
          removeSecret(name: String!): Boolean!
        """;

    /// <summary>Types.</summary>
    public const string Types =
        """
        type Secret { name: String! setAt: String! "Id of the user." setBy: ID "Until then the value before counts, too." previousUntil: String }
        type SecretSet { secret: Secret! "The value that was made by chance; it is not shown again." generated: String }
        """;
}
