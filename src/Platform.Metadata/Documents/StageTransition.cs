using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A way from one stage to another.</summary>
/// <param name="From">Choice of the stage that is left.</param>
/// <param name="To">Choice of the stage that is entered.</param>
/// <param name="Roles">Roles that may go it; empty for everyone.</param>
public sealed record StageTransition(
    [Format(TextFormat.ChoiceKey)] string From,
    [Format(TextFormat.ChoiceKey)] string To,
    [Format(TextFormat.DocumentName), MaxLength(100)] EquatableArray<string> Roles = default);
