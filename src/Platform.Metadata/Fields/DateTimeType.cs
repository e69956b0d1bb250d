namespace Platform.Metadata.Fields;

/// <summary>An instant, stored in UTC to the microsecond.</summary>
public sealed record DateTimeType : FieldType;
