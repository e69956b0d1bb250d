namespace Platform.Metadata.Rules;

/// <summary>
/// A list of such records is written as one JSON object: the first member is the key, the second the value. The list is kept ordered by key.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MapEntryAttribute : Attribute;
