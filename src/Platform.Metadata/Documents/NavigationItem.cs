using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A menu entry.</summary>
/// <param name="Object">Name of the object whose list it opens.</param>
/// <param name="View">View to open; the default view when null.</param>
/// <param name="Label">Label; the object's plural label when null.</param>
public sealed record NavigationItem(
    [Format(TextFormat.ObjectName)] string Object,
    [Format(TextFormat.DocumentName)] string? View = null,
    [StringLength(255, MinimumLength = 1)] LocalizedText? Label = null);
