using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>A titled group of menu entries.</summary>
/// <param name="Label">Title; null for entries without a title.</param>
/// <param name="Items">Entries in order.</param>
public sealed record NavigationGroup(
    [StringLength(255, MinimumLength = 1)] LocalizedText? Label,
    [MinLength(1), MaxLength(100)] EquatableArray<NavigationItem> Items);
