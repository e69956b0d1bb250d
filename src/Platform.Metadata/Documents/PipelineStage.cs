using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A stage of a pipeline: a choice of the stage field, whose label and colour it has.</summary>
/// <param name="Value">The choice.</param>
/// <param name="Kind">What it means to be there.</param>
/// <param name="Probability">Share of records that are won in the end, from 0 to 1, or null.</param>
/// <param name="Forecast">Choice of the forecast field, or null.</param>
/// <param name="StaleAfterDays">Days after which a record that stays is stale, or null.</param>
/// <param name="Guidance">What to do in the stage, or null.</param>
/// <param name="Links">Material that helps.</param>
/// <param name="KeyFields">Fields that matter most in the stage, shown with it.</param>
/// <param name="RequiredFields">Fields that must have a value in the stage.</param>
/// <param name="Entry">Conditions of entering it.</param>
/// <param name="Exit">Conditions of leaving it for a later stage or for the end.</param>
/// <param name="Reason">Picklist field with the reason of winning or losing, which must be given; null in open stages.</param>
/// <param name="Note">Text field beside the reason, or null.</param>
/// <param name="OnEnter">Fields that are set when a record enters.</param>
/// <param name="OnExit">Fields that are set when a record leaves.</param>
/// <param name="Retired">True: records that are in the stage stay, none enters.</param>
/// <param name="RequiredApprovals">Names of approval flows that the record must have passed, last, to enter.</param>
/// <param name="Timed">Where records go that stay for long.</param>
/// <param name="EnterActions">What is done when a record has entered.</param>
/// <param name="ExitActions">What is done when a record has left.</param>
/// <param name="Tasks">What has to be done before a record is taken on to a later stage or won.</param>
public sealed record PipelineStage(
    [Format(TextFormat.ChoiceKey)] string Value,
    StageKind Kind = StageKind.Open,
    decimal? Probability = null,
    [Format(TextFormat.ChoiceKey)] string? Forecast = null,
    [Range(1, 3650)] int? StaleAfterDays = null,
    [StringLength(4000, MinimumLength = 1)] LocalizedText? Guidance = null,
    [MaxLength(20)] EquatableArray<GuidanceLink> Links = default,
    [Format(TextFormat.FieldName), MaxLength(20)] EquatableArray<string> KeyFields = default,
    [Format(TextFormat.FieldName), MaxLength(50)] EquatableArray<string> RequiredFields = default,
    [MaxLength(20)] EquatableArray<StageGate> Entry = default,
    [MaxLength(20)] EquatableArray<StageGate> Exit = default,
    [Format(TextFormat.FieldName)] string? Reason = null,
    [Format(TextFormat.FieldName)] string? Note = null,
    [MaxLength(20)] EquatableArray<StageUpdate> OnEnter = default,
    [MaxLength(20)] EquatableArray<StageUpdate> OnExit = default,
    bool Retired = false,
    [Format(TextFormat.DocumentName), MaxLength(10)] EquatableArray<string> RequiredApprovals = default,
    [MaxLength(10)] EquatableArray<TimedTransition> Timed = default,
    [MaxLength(20)] EquatableArray<ProcessAction> EnterActions = default,
    [MaxLength(20)] EquatableArray<ProcessAction> ExitActions = default,
    [MaxLength(20)] EquatableArray<StageTask> Tasks = default);
