namespace Platform.Metadata.Fields;

/// <summary>A postal address of five parts (street, city, state, postalCode, country), a column each.</summary>
public sealed record AddressType : FieldType;
