namespace Platform.Metadata.Fields;

/// <summary>Free labels, without repeats, at most 50 of 50 characters.</summary>
public sealed record TagsType : FieldType;
