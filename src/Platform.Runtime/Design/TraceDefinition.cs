namespace Platform.Runtime.Design;

/// <summary>The parts of the design-time schema about traces and back-tests.</summary>
internal static class TraceDefinition
{
    /// <summary>Fields of <c>Query</c>.</summary>
    public const string Queries =
        """
          "Traced transactions, newest first; those that took less than \"longerThan\" milliseconds are left out."
          traces(hook: String, object: String, outcome: TraceOutcome, longerThan: Float, before: ID, first: Int = 50): [Trace!]!
          "A traced transaction with its content; what the caller may not read in records is left out."
          trace(id: ID!): Trace
          tracing: Tracing!
          "Runs hooks that edits change over earlier saves, as they are and as they would be, with the caller's rights in transactions that are undone: one part, newest saves first."
          backTest(edits: [DocumentEdit!]!, days: Int! = 30, first: Int! = 100, "\"next\" of the part before." before: String): BackTest!
        """;

    /// <summary>Fields of <c>Mutation</c>.</summary>
    public const string Mutations =
        """
          "Repeats a run of a trace with the caller's rights in a transaction that is undone, with the script's present source or the one that is given: the same input, instant, random numbers and answers."
          replayHook(trace: ID!, run: Int!, hook: JSON, edits: [DocumentEdit!]! = []): HookReplay!
        """;

    /// <summary>Types.</summary>
    public const string Types =
        """
        "How a transaction ended; FAILED: a script of it did."
        enum TraceOutcome { DONE REFUSED FAILED }
        type Trace {
          id: ID! at: String! user: ID! "Object that it began with." object: String outcome: TraceOutcome! code: String message: String
          "Names of the documents whose scripts ran." hooks: [String!]! milliseconds: Float!
          "Runs, stages, records, expressions and statements, with times in milliseconds since the transaction began; null in lists." content: JSON
        }
        type Tracing {
          "How long traces are kept; 0: none are." days: Int!
          "How many transactions are kept in a minute in which scripts run well." perMinute: Int!
          "Traces that could not be kept, since the node started." lost: Float!
        }
        type HookReplay { "It ended as it did." same: Boolean! recorded: JSON! now: JSON! differences: [HookDifference!]! }
        type HookDifference { path: String! before: JSON after: JSON }
        type BackTest {
          "Hooks that the edits change, and that writes wait for." hooks: [String!]!
          leftOut: [BackTestLeftOut!]!
          tried: Int! "How many of these saves come out differently." differing: Int! "The first of them." differences: [BackTestDifference!]!
          "Where the next part begins; null when there are no more saves." next: String
        }
        "NOT_READABLE: the caller may not read every record of the object. NO_HISTORY: the object keeps none."
        type BackTestLeftOut { hook: String! reason: String! }
        type BackTestDifference {
          hook: String! event: String! object: String! record: ID! at: String! before: HookOutcome! after: HookOutcome! "Values of a record that stands both times." fields: [BackTestField!]!
        }
        type HookOutcome {
          "ACCEPTED, REFUSED or FAILED." outcome: String! message: String place: String
          "What the hook writes by \"db\" that its other form does not write so: the first twenty." writes: [HookWrite!]!
        }
        "A record that a hook writes, with the fields that it gives: CREATE, UPDATE or DELETE. One that it makes has its number among these instead of an id." type HookWrite { kind: String! object: String! record: String! values: JSON! }
        type BackTestField { name: String! before: JSON after: JSON }
        """;
}
