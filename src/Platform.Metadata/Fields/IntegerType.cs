namespace Platform.Metadata.Fields;

/// <summary>A whole number of 32 bits.</summary>
/// <param name="Min">Least allowed value or null.</param>
/// <param name="Max">Greatest allowed value or null.</param>
public sealed record IntegerType(int? Min = null, int? Max = null) : FieldType;
