using System.Text.Json;

namespace Platform.Runtime.Records;

/// <summary>What a mutation field came to.</summary>
public sealed record WriteOutcome
{
    /// <summary>
    /// Why nothing was written; null when something was. The field's value is then null and the response has this error.
    /// </summary>
    public WriteRefusal? Refusal { get; init; }

    /// <summary>
    /// JSON texts of the written records from the projection: one entry for a single mutation, one per input for a mutation of many, in the
    /// order of the inputs; null for an input that failed and for a record that the caller may no longer read. Empty without a projection.
    /// </summary>
    public IReadOnlyList<string?> Records { get; init; } = [];

    /// <summary>Problems that did not stop the write.</summary>
    public IReadOnlyList<WriteProblem> Warnings { get; init; } = [];

    /// <summary>What is wrong with a record that is being filled in, of a validation.</summary>
    public IReadOnlyList<WriteProblem> Problems { get; init; } = [];

    /// <summary>Inputs that were not written, of a mutation of many with <c>allOrNone: false</c>.</summary>
    public IReadOnlyList<WriteFailure> Failures { get; init; } = [];

    /// <summary>Id of the approval request that the write started or waits for; null when there is none.</summary>
    public Guid? PendingApproval { get; init; }

    /// <summary>The merge that was made; null for other writes and for a dry run.</summary>
    public Guid? Merge { get; init; }

    /// <summary>What a merge turned to the record that stays.</summary>
    public IReadOnlyList<MovedRecords> Moved { get; init; } = [];

    /// <summary>What a conversion came to; null for other writes.</summary>
    public ConversionOutcome? Conversion { get; init; }

    /// <summary>What an action gives back, as JSON of an object; null for other writes.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>How many records were written.</summary>
    public int Affected { get; init; }
}
