namespace Platform.Runtime.Design;

/// <summary>The parts of the design-time schema about scripts.</summary>
internal static class ScriptDefinition
{
    /// <summary>Fields of <c>Query</c>.</summary>
    public const string Queries =
        """
          "What scripts ask for - to act as the system, to call hosts - and whether an administrator has agreed."
          scriptRights: [ScriptRight!]!
          "Runs of hooks after commit that failed, those that were set aside first; newest first."
          failedRuns(first: Int = 50): [FailedRun!]!
          "How the workers of this node are doing, and what the operating system takes away from them; null before one was needed."
          scriptWorkers: ScriptWorkers!
        """;

    /// <summary>Fields of <c>Mutation</c>.</summary>
    public const string Mutations =
        """
          "Agrees that a script does what it asks for: \"system\", or \"host api.example.com\"."
          grantScriptRight(kind: String! = "hook", name: String!, right: String!): Boolean!
          "Takes an agreement back; the script no longer runs, or no longer reaches the host."
          revokeScriptRight(kind: String! = "hook", name: String!, right: String!): Boolean!
          "Runs failed runs once more, now; how many they are."
          repeatRuns(ids: [String!]!): Int!
          "Gives up runs that were set aside; how many they were."
          discardRuns(ids: [String!]!): Int!
        """;

    /// <summary>Types.</summary>
    public const string Types =
        """
        type ScriptRight { kind: String! name: String! right: String! granted: Boolean! grantedBy: String grantedAt: String }
        type FailedRun {
          id: String! hook: String! event: String! object: String! records: Int! attempts: Int! error: String writtenAt: String! isSetAside: Boolean!
        }
        type ScriptWorkers {
          busy: Int! idle: Int! waiting: Int! lost: Float! problem: String
          hasNoNetwork: Boolean isUnprivileged: Boolean hasNoNewPrivileges: Boolean hasMemoryLimit: Boolean
        }
        """;
}
