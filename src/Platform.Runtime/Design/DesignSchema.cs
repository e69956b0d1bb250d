using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;

namespace Platform.Runtime.Design;

/// <summary>The fixed schema of the design-time API (<c>/metadata</c>), with its resolvers attached.</summary>
internal static class DesignSchema
{
    private const string Definition =
        $$""""
        "Any JSON value."
        scalar JSON

        type Query {
          "Number of the present revision."
          revision: Int!
          "Documents, ordered by kind and name; built-in ones belong to the package \"platform\"."
          documents(kind: String, kinds: [String!], package: String): [Document!]!
          document(kind: String!, name: String!): Document
          "Every form that a document had, newest first."
          history(kind: String!, name: String!): [DocumentVersion!]!
          "Revisions, newest first."
          revisions(first: Int = 50, before: Int): [Revision!]!
          "What edits would do. Nothing is changed."
          plan(edits: [DocumentEdit!]!, onRunning: [RunningChoice!]! = []): Plan!
          "What going back to an earlier revision would do. Nothing is changed."
          planRollback(to: Int!, onRunning: [RunningChoice!]! = []): Plan!
          "Findings in the documents as they would be after edits."
          validate(edits: [DocumentEdit!]!): [Diagnostic!]!
          "Places in documents that refer to an object (its fields included), a field of it, or another document."
          whatUses(kind: String! = "object", name: String!, field: String): [Use!]!
          packages: [Package!]!
          "Storage that was set aside: it returns with a rollback, until it is purged."
          setAside: [SetAside!]!
          "Work in the background, newest first: index builds, key checks, rollups, fields that hooks compute."
          jobs(first: Int = 20): [Job!]!
          "Whether an expression fits its place, with every error and where it is."
          checkExpression(expression: String!, place: ExpressionPlace!, edits: [DocumentEdit!]! = []): ExpressionCheck!
          "What can be written at a position of an expression, finished or not."
          completeExpression(
            expression: String!, position: Int!, place: ExpressionPlace!, edits: [DocumentEdit!]! = [], language: String! = "en"
          ): ExpressionCompletions!
          "What the name at a position means; null where there is none."
          hoverExpression(
            expression: String!, position: Int!, place: ExpressionPlace!, edits: [DocumentEdit!]! = [], language: String! = "en"
          ): ExpressionHover
          "The expression laid out for reading, its comments kept; null when it cannot be parsed."
          formatExpression(expression: String!): String
          "The value over a stored record, computed with the rights of the platform; \"target\" is the record that would be chosen."
          evaluateExpression(expression: String!, place: ExpressionPlace!, record: ID, target: ID, edits: [DocumentEdit!]! = []): ExpressionValue!
          "What is wrong in the sources of a hook: syntax, access that it does not declare, types that do not fit the objects."
          checkHook(hook: JSON!, edits: [DocumentEdit!]! = []): [Diagnostic!]!
          "What can be written at a position (in UTF-16 code units) of a source of a hook, finished or not."
          completeHook(hook: JSON!, path: String!, position: Int!, edits: [DocumentEdit!]! = []): [HookCompletion!]!
          "Who would be asked for a record, now, and why, if everyone approved; the caller submits unless told otherwise."
          simulateApproval(
            flow: String!, record: ID!, submitter: ID, approvers: [SimulatedChoice!]! = [], edits: [DocumentEdit!]! = [], language: String! = "en"
          ): ApprovalSimulation!
          "For which submitters a flow would find nobody to ask, or ask themselves. Steps whose people depend on a record or a choice are left out."
          checkApproval(flow: String!, edits: [DocumentEdit!]! = []): [ApprovalFinding!]!
          "Looks at every record: how many have another value in a rollup than its list gives. There should be none."
          checkRollups(object: String, field: String): [RollupCheck!]!
        {{IntegrationDefinition.Queries}}
        {{MailResolvers.Queries}}
        {{TimerResolvers.Queries}}
        {{ScriptDefinition.Queries}}
        {{TraceDefinition.Queries}}
        }

        type Mutation {
          "Applies edits wholly or not at all. \"ifRevision\" refuses when somebody else was first."
          apply(edits: [DocumentEdit!]!, reason: String = "", ifRevision: Int, accept: [String!] = [], onRunning: [RunningChoice!]! = []): Applied!
          "Goes back to the documents of an earlier revision, with the data that were set aside since; itself a new revision."
          rollback(to: Int!, reason: String = "", ifRevision: Int, accept: [String!] = [], onRunning: [RunningChoice!]! = []): Applied!
          "Removes set-aside storage for good, of revisions up to the given one. It cannot be undone."
          purgeSetAside(upToRevision: Int!): Int!
          "Makes rollups of an object anew in the background, and what depends on them; gives the keys of the jobs."
          recomputeRollups(object: String!, field: String): [String!]!
          "Computes fields of an object anew in the background that hooks compute: one with all that its hook computes, or all. Gives the keys of the jobs."
          recomputeFields(object: String!, field: String): [String!]!
        {{IntegrationDefinition.Mutations}}
        {{TimerResolvers.Mutations}}
        {{ScriptDefinition.Mutations}}
        {{TraceDefinition.Mutations}}
        }

        "At /metadata/stream, as server-sent events."
        type Subscription {
          "Each revision of the documents when it is applied, in their order."
          revisionApplied: Revision!
        }

        "One of the two: a document to add or replace, or one to remove."
        input DocumentEdit @oneOf { put: JSON remove: DocumentName }
        input DocumentName { kind: String! name: String! }

        "Where an expression stands: it decides what it may use and which type it must have. Edits of the request are taken into account."
        input ExpressionPlace {
          "Object of \"record\": of a rollup's filter that of the list."
          object: String!
          purpose: ExpressionPurpose!
          "Type of the field whose value it gives, for FORMULA, DEFAULT and UPDATE."
          fieldType: String
          "Object that the field refers to; for CHOOSABLE that of \"target\"."
          target: String
        }
        enum ExpressionPurpose {
          "The value of a computed field."
          FORMULA
          "The value that a field of a new record begins with."
          DEFAULT
          "A condition on the record as it would be written: requiredWhen, visibleWhen, a validation rule."
          WRITE
          "A condition on the record as it is stored: readOnlyWhen."
          STORED
          "A condition on a record that may be chosen."
          CHOOSABLE
          "A condition on a record of a rollup's list."
          ROLLUP_FILTER
          "A condition on the record's own stored fields: which pipeline it has."
          MEMBERSHIP
          "The value that a stage gives to a field."
          UPDATE
        }
        type ExpressionCheck {
          isValid: Boolean! type: String "The type that is needed here; null for any." expected: String diagnostics: [ExpressionDiagnostic!]!
        }
        "Positions count UTF-16 code units from 0; line and column count from 1."
        type ExpressionDiagnostic {
          code: String! message(language: String = "en"): String! start: Int! length: Int! line: Int! column: Int! "Valid names or forms near to it." suggestions: [String!]!
        }
        type ExpressionCompletions {
          "The name or literal that was begun and is replaced."
          start: Int! length: Int! items: [ExpressionCompletion!]!
        }
        type ExpressionCompletion {
          name: String! kind: ExpressionCompletionKind! insert: String! "Where the caret goes in what is inserted." caret: Int!
          type: String label: String help: String signature: String
        }
        enum ExpressionCompletionKind { FIELD RELATION VARIABLE FUNCTION MACRO KEYWORD CHOICE }
        type ExpressionHover {
          start: Int! length: Int! name: String! type: String label: String help: String signatures: [ExpressionSignature!]!
        }
        type ExpressionSignature { signature: String! help: String! }
        "Numbers are texts; times ISO 8601; a record is its name; a blank is null."
        type ExpressionValue {
          type: String! value: JSON reads: [ExpressionRead!]!
          "Fields that the tables do not hold before the edits are applied: then there is no value."
          missing: [String!]!
        }
        type ExpressionRead { path: String! type: String! value: JSON }
        "A name; its kind is TypeScript's: property, method, keyword, string …"
        type HookCompletion { name: String! kind: String! }
        type Document { kind: String! name: String! id: String! package: String since: Int! body: JSON! }
        type DocumentVersion { name: String! fromRevision: Int! toRevision: Int body: JSON! }
        type Revision {
          number: Int! appliedAt: String! appliedBy: String reason: String! rollbackTo: Int
          changes: [RevisionChange!]! apiChanges: [ApiChange!]!
        }
        type RevisionChange { kind: String! text(language: String = "en"): String! document: DocumentPlace! }
        type DocumentPlace { kind: String! name: String! pointer: String! }
        type Plan {
          fromRevision: Int! rollbackTo: Int isEmpty: Boolean! canApply: Boolean!
          "True when the statements were carried out on the live tables and taken back."
          dryRun: Boolean!
          "Codes of hazards that must be accepted."
          toAccept: [String!]!
          "What would happen to clients of the records API, seen with every right; breaking changes first."
          apiChanges: [ApiChange!]!
          "Pending requests of approval flows that change, and what becomes of them."
          running: [RunningFlow!]!
          changes: [Change!]! hazards: [Hazard!]! statements: [Statement!]! diagnostics: [Diagnostic!]!
        }
        "KEEP: they go on by the version with which they were submitted. MOVE: by the new one. CANCEL: they end."
        enum RunningAction { KEEP MOVE CANCEL }
        "What becomes of the pending requests of an approval flow; kept unless it is said."
        input RunningChoice {
          flow: String! action: RunningAction! "New names of steps that go by another name." steps: [StepRename!]! = [] "What the trails of the requests say about it." note: String
        }
        input StepRename { from: String! to: String! }
        type RunningFlow {
          flow: String! label(language: String = "en"): String! "The plan removes it." removed: Boolean! action: RunningAction! count: Int!
          "The first twenty." requests: [RunningRequest!]! steps: [RunningStep!]!
        }
        type RunningRequest { id: ID! object: String! record: ID! recordName: String }
        "A step in which requests wait; \"to\": the step of the new version in which they go on waiting, null when they go on with what follows."
        type RunningStep { step: String! waiting: Int! to: String }
        type Change { kind: String! text(language: String = "en"): String! document: DocumentPlace! }
        "A difference of the records API's schema. Breaking: what was valid no longer is. Dangerous: it may meet values that it does not expect."
        type ApiChange { impact: ApiImpact! "As a schema coordinate: Account.name." coordinate: String! message(language: String = "en"): String! }
        enum ApiImpact { DANGEROUS BREAKING }
        enum Severity { INFO CONFIRM BLOCK }
        type Hazard {
          code: String! severity: Severity! change: Int! message(language: String = "en"): String! count: Float! samples: [Sample!]!
        }
        type Sample { id: String value: String }
        type Statement { change: Int! sql: String! background: Boolean! }
        type Diagnostic {
          code: String! severity: String! message(language: String = "en"): String! kind: String document: String pointer: String! line: Int column: Int suggestion: String
        }
        type Use { kind: String! name: String! pointer: String! target: String! }
        type Package { name: String! version: String! label(language: String = "en"): String installedAt: String! revision: Int! }
        type SetAside { revision: Int! kind: String! reason: String! object: String! field: String table: String! column: String }
        type Job {
          id: String!
          kind: String!
          key: String
          "The object that it is about, and the fields; null and none where the model no longer has it, and of links."
          object: String fields: [String!]!
          state: String! progress: Float! error: String createdAt: String! finishedAt: String
        }
        "Whom the submitter, or the approver before, would choose for a step that leaves it to them."
        input SimulatedChoice { step: String! users: [ID!]! }
        type ApprovalSimulation {
          "The record meets the flow's condition." fits: Boolean!
          "Code of what would stop the request, and the step." problem: String problemStep: String
          "Hooks that failed to find approvers: with them nobody was found." hooks: [SimulatedHook!]!
          steps: [SimulatedStep!]!
          "Names of the steps and branches that are left out, because of their condition or of another branch." skipped: [String!]!
        }
        type SimulatedHook { hook: String! code: String! message: String! }
        type SimulatedStep {
          name: String! label: String! rule: String! "How its approvers are found." because: [String!]!
          "Its approvers are nobody; those asked are its fallback." isFallback: Boolean! asked: [SimulatedPerson!]!
          limits: [SimulatedLimit!]!
        }
        type SimulatedLimit { "REMIND, ESCALATE, APPROVE or REJECT." action: String! "Working minutes." after: Int! "When, if people were asked now; null for never." at: String }
        type SimulatedPerson {
          user: ID! name: String! onBehalfOf: String "Not asked: they approved before, or it is taken for granted." automatic: Boolean!
          "Which of the step's approvers, or of its fallback, found them, counted from 0." through: Int
        }
        type ApprovalFinding { "APPROVAL_NO_APPROVER or SELF_APPROVAL." code: String! step: String! count: Int! "Names of the first twenty." submitters: [String!]! }
        type RollupCheck { object: String! field: String! wrong: Float! }
        type Applied { revision: Int! plan: Plan! }
        {{IntegrationDefinition.Types}}
        {{MailResolvers.Types}}
        {{TimerResolvers.Types}}
        {{ScriptDefinition.Types}}
        {{TraceDefinition.Types}}
        """";

    /// <summary>The schema.</summary>
    public static GraphQLSchema Build(
        DesignResolvers resolvers, ExpressionResolvers expressions, ApprovalResolvers approvals, SecretResolvers secrets, ScriptResolvers scripts,
        HookResolvers hooks, TraceResolvers traces, BackTestResolvers backTests, WebhookResolvers webhooks, InboundResolvers inbound, TimerResolvers timers) =>
        SchemaReader.Read(Definition, extensionOf: (type, field) => ResolverOf(resolvers, type, field) ?? ResolverOf(expressions, type, field) ?? ResolverOf(approvals, type, field)
            ?? secrets.Of(type, field) ?? scripts.Of(type, field) ?? hooks.Of(type, field) ?? traces.Of(type, field) ?? backTests.Of(type, field) ?? webhooks.Of(type, field) ?? inbound.Of(type, field)
            ?? timers.Of(type, field) ?? MailResolvers.Of(type, field));

    private static FieldResolver? ResolverOf(DesignResolvers resolvers, string type, string field) => (type, field) switch
    {
        ("Query", "revision") => DesignResolvers.RevisionAsync,
        ("Query", "documents") => DesignResolvers.DocumentsAsync,
        ("Query", "document") => DesignResolvers.DocumentAsync,
        ("Query", "history") => resolvers.HistoryAsync,
        ("Query", "revisions") => resolvers.RevisionsAsync,
        ("Query", "plan") => resolvers.PlanAsync,
        ("Query", "planRollback") => resolvers.PlanRollbackAsync,
        ("Query", "validate") => resolvers.ValidateAsync,
        ("Query", "whatUses") => DesignResolvers.WhatUsesAsync,
        ("Query", "packages") => resolvers.PackagesAsync,
        ("Query", "setAside") => resolvers.SetAsideAsync,
        ("Query", "jobs") => resolvers.JobsAsync,
        ("Query", "checkRollups") => resolvers.CheckRollupsAsync,
        ("Mutation", "recomputeRollups") => resolvers.RecomputeRollupsAsync,
        ("Mutation", "recomputeFields") => resolvers.RecomputeFieldsAsync,
        ("Mutation", "apply") => resolvers.ApplyAsync,
        ("Mutation", "rollback") => resolvers.RollbackAsync,
        ("Mutation", "purgeSetAside") => resolvers.PurgeSetAsideAsync,
        ("Change" or "RevisionChange", "text") => DesignViews.LocalizedAsync("text"),
        ("RunningFlow", "label") => DesignViews.LocalizedAsync("label"),
        ("Hazard" or "Diagnostic" or "ExpressionDiagnostic" or "ApiChange", "message") => DesignViews.LocalizedAsync("message"),
        ("Package", "label") => DesignViews.LocalizedAsync("label"),
        _ => null,
    };

    private static FieldResolver? ResolverOf(ApprovalResolvers resolvers, string type, string field) => (type, field) switch
    {
        ("Query", "simulateApproval") => resolvers.SimulateAsync,
        ("Query", "checkApproval") => resolvers.CheckAsync,
        _ => null,
    };

    private static FieldResolver? ResolverOf(ExpressionResolvers resolvers, string type, string field) => (type, field) switch
    {
        ("Query", "checkExpression") => ExpressionResolvers.CheckAsync,
        ("Query", "completeExpression") => ExpressionResolvers.CompleteAsync,
        ("Query", "hoverExpression") => ExpressionResolvers.HoverAsync,
        ("Query", "formatExpression") => ExpressionResolvers.FormatAsync,
        ("Query", "evaluateExpression") => resolvers.EvaluateAsync,
        _ => null,
    };
}
