using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A titled block of fields.</summary>
/// <param name="Label">Title.</param>
/// <param name="Columns">1 or 2 columns on a wide screen.</param>
/// <param name="Fields">Field names in reading order.</param>
/// <param name="Collapsed">Starts closed.</param>
public sealed record LayoutSection(
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [Range(1, 2), DefaultValue(2)] int Columns,
    [Format(TextFormat.FieldName), MaxLength(500)] EquatableArray<string> Fields,
    bool Collapsed = false);
