namespace Platform.Runtime.Design;

/// <summary>The parts of the design-time schema about what goes out to other systems and comes in from them.</summary>
internal static class IntegrationDefinition
{
    /// <summary>Fields of <c>Query</c>.</summary>
    public const string Queries =
        """
          "Named secrets that documents and hooks use. Values are never shown."
          secrets: [Secret!]!
          "How a webhook's receiver fares."
          webhookState(webhook: String!): WebhookState!
          "Messages of a webhook that wait, or that were set aside, in the order in which they go out."
          webhookMessages(webhook: String!, setAside: Boolean! = false, first: Int! = 50, after: ID): [WebhookMessage!]!
          "Calls of a webhook, the latest first; kept for 14 days."
          webhookAttempts(webhook: String!, failedOnly: Boolean! = false, first: Int! = 50, before: ID): [WebhookAttempt!]!
          "Calls to an inbound endpoint, the latest first; kept for 30 days. Repeats of accepted calls are not listed."
          inboundCalls(endpoint: String!, failedOnly: Boolean! = false, first: Int! = 50, before: ID): [InboundCall!]!
        """;

    /// <summary>Fields of <c>Mutation</c>.</summary>
    public const string Mutations =
        """
          "Sets a secret or replaces its value; without \"value\" one is made by chance and shown this once. The value before counts beside it for a while."
          setSecret(name: String!, value: String, keepPreviousHours: Int! = 24): SecretSet!
          "Deletes a secret; false when there is none."
          removeSecret(name: String!): Boolean!
          "Sends messages that were set aside once more, in their old places; all of them unless some are named. Gives how many."
          replayWebhook(webhook: String!, messages: [ID!]): Int!
          "Drops messages that were set aside; all of them unless some are named. Gives how many."
          dropWebhookMessages(webhook: String!, messages: [ID!]): Int!
          "Tries a receiver at once: one that failed, and one that wanted no more."
          resumeWebhook(webhook: String!): Boolean!
          "Makes a call about a record as it is now, the newest unless one is named, and tells what came of it."
          sendWebhookSample(webhook: String!, record: ID): WebhookSample!
        """;

    /// <summary>Types.</summary>
    public const string Types =
        """
        type Secret { name: String! setAt: String! "Id of the user." setBy: ID "Until then the value before counts, too." previousUntil: String }
        type SecretSet { secret: Secret! "The value that was made by chance; it is not shown again." generated: String }
        enum WebhookCircuit { "Calls are made." CLOSED "The receiver failed again and again; it is tried now and then." OPEN "The receiver wanted no more (410)." STOPPED }
        type WebhookState {
          state: WebhookCircuit! "In a row." failures: Int! "Counted up to 10,000." waiting: Int! "Counted up to 10,000." setAside: Int!
          lastAttemptAt: String openedAt: String retryAt: String lastError: String
        }
        type WebhookMessage { id: ID! key: String! event: String createdAt: String! attempts: Int! lastError: String "Null for whoever may not read all that the webhook tells." payload: JSON }
        type WebhookAttempt {
          id: ID! "Id of the message." message: ID! key: String! event: String attempt: Int! at: String! "Milliseconds." duration: Int! status: Int delivered: Boolean!
          error: String "Beginning of the body; null, as is the answer, for whoever may not read all that the webhook tells." request: String "Beginning of the answer." response: String
        }
        type WebhookSample { delivered: Boolean! status: Int error: String request: String response: String duration: Int }
        type InboundCall {
          id: ID! "By which the sender tells repeats." key: String at: String! "Milliseconds." duration: Int! status: Int! accepted: Boolean!
          code: String "Why it had no effect; the sender is not told." error: String "Beginning of the body; null, as is the answer, for whoever may not read all of the object." request: String response: String
        }
        """;
}
