namespace Platform.Metadata.Fields;

/// <summary>
/// The record's own key, a UUID v7, column type <c>uuid</c>: the type of the system field <c>id</c> alone. Documents cannot use it, so
/// <see cref="FieldTypeNames.All"/> leaves it out.
/// </summary>
public sealed record IdType : FieldType;
