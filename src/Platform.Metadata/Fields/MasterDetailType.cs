using Platform.Metadata.Documents;

namespace Platform.Metadata.Fields;

/// <summary>
/// A required reference to a master that the record is part of: it is deleted and restored with the master, and takes the master's
/// owner and access rights.
/// </summary>
/// <param name="Target">Name of the master object.</param>
/// <param name="Inverse">Name of the to-many field on the master.</param>
/// <param name="InverseLabel">Label of the to-many field.</param>
public sealed record MasterDetailType(
    string Target, string? Inverse = null, LocalizedText? InverseLabel = null) : FieldType;
