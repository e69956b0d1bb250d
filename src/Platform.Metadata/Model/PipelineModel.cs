using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>A pipeline of an object as the engines see it.</summary>
public sealed record PipelineModel
{
    /// <summary>Stable identifier of the document.</summary>
    public required string Id { get; init; }

    /// <summary>Name; what the field <see cref="SystemFields.Pipeline"/> of its records holds.</summary>
    public required string Name { get; init; }

    /// <summary>Label.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Name of the stage field.</summary>
    public required string Field { get; init; }

    /// <summary>True for the records of this pipeline; null for all. Reads the record's own stored fields alone.</summary>
    public CheckedExpression? When { get; init; }

    /// <summary>Stages in order, retired ones included.</summary>
    public required EquatableArray<StageModel> Stages { get; init; }

    /// <summary>Roles that may reopen, besides those who may customize.</summary>
    public EquatableArray<string> ReopenedBy { get; init; }

    /// <summary>Percent field that takes the stage's probability, or null.</summary>
    public string? ProbabilityField { get; init; }

    /// <summary>Field that takes the stage's forecast category, or null.</summary>
    public string? ForecastField { get; init; }

    /// <summary>Field that boards and funnels add up, or null.</summary>
    public string? AmountField { get; init; }

    /// <summary>Counts and sums of stages are kept (<see cref="StageTotals"/>).</summary>
    public bool KeepsTotals { get; init; }

    /// <summary>Field that takes the instant of closing, or null.</summary>
    public string? ClosedField { get; init; }

    /// <summary>Where records of removed stages go.</summary>
    public EquatableArray<StageMove> Moves { get; init; }

    /// <summary>The stage that new records start in: the first open one that is not retired.</summary>
    public StageModel First => Stages.First(s => s is { Kind: StageKind.Open, Retired: false });

    /// <summary>The stage of that choice, or null.</summary>
    public StageModel? Stage(string? value) => Stages.FirstOrDefault(s => s.Value == value);
}
