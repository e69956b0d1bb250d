using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A record that has been in a stage for so long goes on by itself.</summary>
/// <param name="AfterDays">Days, each of 24 hours, since it entered the stage.</param>
/// <param name="To">The stage that it goes to.</param>
/// <param name="When">Expression; only records for which it is true go. Null for all.</param>
/// <param name="Set">Fields that are set with it: a reason, for example.</param>
/// <param name="Actions">What is done when it has gone, besides what the stages say.</param>
public sealed record TimedTransition(
    [Range(1, 3650)] int AfterDays,
    [Format(TextFormat.ChoiceKey)] string To,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    [MaxLength(20)] EquatableArray<StageUpdate> Set = default,
    [MaxLength(20)] EquatableArray<ProcessAction> Actions = default);
