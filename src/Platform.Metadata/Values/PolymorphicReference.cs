namespace Platform.Metadata.Values;

/// <summary>A reference to a record of one of several objects.</summary>
/// <param name="Object">Name of the object.</param>
/// <param name="Id">Id of the record.</param>
public sealed record PolymorphicReference(string Object, Guid Id);
