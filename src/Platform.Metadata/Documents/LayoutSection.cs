using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>A titled block of fields.</summary>
/// <param name="Label">Title.</param>
/// <param name="Columns">1 or 2 columns on a wide screen.</param>
/// <param name="Fields">Field names in reading order.</param>
/// <param name="Collapsed">Starts closed.</param>
public sealed record LayoutSection(LocalizedText Label, int Columns, EquatableArray<string> Fields, bool Collapsed = false);
