namespace Platform.Metadata.Fields;

/// <summary>True or false, never null; false unless a default is given.</summary>
public sealed record CheckboxType : FieldType;
