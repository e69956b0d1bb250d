using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>Text encrypted at rest by the tenant's key; neither filterable nor sortable.</summary>
/// <param name="MaxLength">Most characters, 1 to 4000.</param>
public sealed record EncryptedTextType([Range(1, 4000)] int MaxLength = 255) : FieldType;
