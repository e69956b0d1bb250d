namespace Platform.Runtime.Demo;

/// <summary>A counter of autonumbers.</summary>
/// <param name="ObjectId">Stable id of the object.</param>
/// <param name="FieldId">Stable id of the field.</param>
/// <param name="Period">Date parts of the field's format (<c>2024-06</c>); empty for a counter that never restarts.</param>
public sealed record DemoCounter(string ObjectId, string FieldId, string Period);
