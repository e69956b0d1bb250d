namespace Platform.Metadata.Fields;

/// <summary>A length of time, stored in whole seconds; ISO 8601 (<c>PT5400S</c>) in the API.</summary>
public sealed record DurationType : FieldType;
