namespace Platform.Metadata.Fields;

/// <summary>An absolute http or https URL; at most 2,048 characters.</summary>
public sealed record UrlType : FieldType;
