using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>An object with its relations, beside the draft that it was made of.</summary>
internal sealed record CompletedObject(ObjectDraft Draft, ObjectModel Model);
