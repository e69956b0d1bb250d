namespace Platform.Metadata.Fields;

/// <summary>
/// What a field holds: the closed list of field types with their own settings. In a document the settings stand flat beside the
/// field's common keys, chosen by <c>"type"</c> (<see cref="FieldTypeNames"/>): <c>{"name": "amount", "type": "currency", "scale": 2}</c>.
/// Defaults given here are the documents' defaults.
/// </summary>
public abstract record FieldType
{
    private protected FieldType() { }

    /// <summary>The name in documents, for example <c>longText</c>.</summary>
    public string Name => FieldTypeNames.Of(GetType());
}
