using Platform.GraphQL.Lowering;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>
/// One mutation field, ready for the write pipeline. The fields of an operation run one after the other; each is a unit of its own.
/// </summary>
public sealed record PlannedMutation
{
    /// <summary>Response name.</summary>
    public required string ResponseName { get; init; }

    /// <summary>The object written.</summary>
    public required ObjectModel Object { get; init; }

    /// <summary>What is done.</summary>
    public required MutationKind Kind { get; init; }

    /// <summary>
    /// Arguments by name, absent ones absent. Values are the plain forms that <c>ValueCodec.ReadInput</c> takes: text, <see cref="int"/>,
    /// <see cref="decimal"/>, <see cref="bool"/>, <see cref="System.Text.Json.JsonElement"/> for JSON fields; dates, times, durations and ids as
    /// their ISO 8601 or UUID text; lists as <c>IReadOnlyList&lt;object?&gt;</c>, input objects as
    /// <c>IReadOnlyDictionary&lt;string, object?&gt;</c> by field name, in the caller's order. An explicit null is a key with null.
    /// </summary>
    public required IReadOnlyDictionary<string, object?> Arguments { get; init; }

    /// <summary>
    /// <see cref="MutationKind.UpdateMany"/> by filter: the statement that selects the ids (one <c>uuid</c> column, ordered by id) of the
    /// readable live records that match; at most <see cref="MaxTargets"/> + 1 rows. Otherwise null.
    /// </summary>
    public BoundStatement? Targets { get; init; }

    /// <summary>Most records that an update by filter may touch; one more in <see cref="Targets"/> means that the filter is too wide.</summary>
    public const int MaxTargets = 10_000;

    /// <summary>True when the payload selects the record(s), so that they have to be read after the write.</summary>
    public required bool SelectsRecords { get; init; }
}
