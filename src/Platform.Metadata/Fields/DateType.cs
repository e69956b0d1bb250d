namespace Platform.Metadata.Fields;

/// <summary>A calendar date without time zone, years 0001 to 9999.</summary>
public sealed record DateType : FieldType;
