using Platform.Metadata.Collections;
using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>One retype of a field's past: the field before it, where its values are kept, and what took their place.</summary>
/// <param name="Field">The field as it was before.</param>
/// <param name="Entries">Its set-aside columns or link table.</param>
/// <param name="Successor">Copies of the values that took their place, as they were then; empty where that was links.</param>
public sealed record RetypeLink(FieldModel Field, EquatableArray<SetAsideEntry> Entries, EquatableArray<SetAsideEntry> Successor);
