using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Workspace;

/// <summary>A pipeline of an object.</summary>
/// <param name="Name">Name; what the field <c>pipeline</c> of its records holds.</param>
/// <param name="Label">Label.</param>
/// <param name="Field">Stage field.</param>
/// <param name="AmountField">Field that boards and funnels add up, when the user may read it.</param>
/// <param name="ProbabilityField">Field with the probability, when the user may read it.</param>
/// <param name="ForecastField">Field with the forecast category, when the user may read it.</param>
/// <param name="Stages">Stages in order.</param>
public sealed record WorkspacePipeline(
    string Name, string Label, string Field, string? AmountField, string? ProbabilityField, string? ForecastField, EquatableArray<WorkspaceStage> Stages);

/// <summary>A stage.</summary>
/// <param name="Value">Choice of the stage field.</param>
/// <param name="Label">Label.</param>
/// <param name="Color">Colour.</param>
/// <param name="Kind">What it means to be there.</param>
/// <param name="Probability">Share of records won in the end, a decimal from 0 to 1 as text.</param>
/// <param name="StaleAfterDays">Days after which a record that stays is stale.</param>
/// <param name="Guidance">What to do there.</param>
/// <param name="Links">Material that helps.</param>
/// <param name="KeyFields">Fields shown with the stage.</param>
/// <param name="RequiredFields">Fields that must have a value there.</param>
/// <param name="Reason">Field with the reason of closing.</param>
/// <param name="Note">Field with a note beside the reason.</param>
/// <param name="Retired">None enters any more.</param>
/// <param name="Next">Stages that may follow and that the user may enter.</param>
public sealed record WorkspaceStage(
    string Value,
    string Label,
    string? Color,
    StageKind Kind,
    string? Probability,
    int? StaleAfterDays,
    string? Guidance,
    EquatableArray<WorkspaceLink> Links,
    EquatableArray<string> KeyFields,
    EquatableArray<string> RequiredFields,
    string? Reason,
    string? Note,
    bool Retired,
    EquatableArray<string> Next);

/// <summary>Material that helps in a stage.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Url">Where it is.</param>
public sealed record WorkspaceLink(string Label, string Url);
