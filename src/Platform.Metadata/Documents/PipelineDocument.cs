using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A sales process: the stages that records of an object go through, and what each asks for. See docs/pipelines.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record PipelineDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Pipeline;

    /// <summary>Name of the object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Picklist field that holds the stage; the same in every pipeline of the object.</summary>
    [Format(TextFormat.FieldName)]
    public required string Field { get; init; }

    /// <summary>Expression over the record's own stored fields that is true for the records of this pipeline; null for all.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? When { get; init; }

    /// <summary>Of several pipelines whose condition is true, the one with the least number is the record's.</summary>
    [Range(0, 1_000_000), DefaultValue(100)]
    public int Priority { get; init; } = 100;

    /// <summary>Stages in order.</summary>
    [MinLength(2)]
    [MaxLength(50)]
    public EquatableArray<PipelineStage> Stages { get; init; }

    /// <summary>Which open stages may follow each other where <see cref="Transitions"/> says nothing.</summary>
    public StageOrder Order { get; init; }

    /// <summary>When there are any, the only ways from one stage to another.</summary>
    [MaxLength(500)]
    public EquatableArray<StageTransition> Transitions { get; init; }

    /// <summary>Roles that may reopen what is won, lost or invalid, besides those with the right <c>customize</c>.</summary>
    [Format(TextFormat.DocumentName)]
    [MaxLength(100)]
    public EquatableArray<string> ReopenedBy { get; init; }

    /// <summary>Percent field that takes each stage's probability, or null.</summary>
    [Format(TextFormat.FieldName)]
    public string? ProbabilityField { get; init; }

    /// <summary>Picklist field that takes each stage's forecast category, or null.</summary>
    [Format(TextFormat.FieldName)]
    public string? ForecastField { get; init; }

    /// <summary>Number or currency field that boards and funnels add up, or null.</summary>
    [Format(TextFormat.FieldName)]
    public string? AmountField { get; init; }

    /// <summary>
    /// Counts and sums of stages are kept beside the records, so that boards over a million records answer at once; whoever changes a stage, an owner or an amount writes them, too. One
    /// pipeline that says so keeps them for all of its object.
    /// </summary>
    public bool KeepTotals { get; init; }

    /// <summary>Date and time field that takes the instant of winning or losing, or null.</summary>
    [Format(TextFormat.FieldName)]
    public string? ClosedField { get; init; }

    /// <summary>Where records of stages go that the pipeline had before and no longer has.</summary>
    [MaxLength(50)]
    public EquatableArray<StageMove> Moves { get; init; }
}
