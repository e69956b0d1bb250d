using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>One retype of a field's past: the field before it, and where its values are kept.</summary>
/// <param name="Field">The field as it was before.</param>
/// <param name="Entries">Its set-aside columns or link table.</param>
public sealed record RetypeLink(FieldModel Field, EquatableArray<SetAsideEntry> Entries);
