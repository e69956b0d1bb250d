namespace Platform.Metadata.Fields;

/// <summary>A telephone number as typed; at most 40 characters.</summary>
public sealed record PhoneType : FieldType;
