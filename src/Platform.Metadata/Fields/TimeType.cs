namespace Platform.Metadata.Fields;

/// <summary>A time of day without time zone, to the second.</summary>
public sealed record TimeType : FieldType;
