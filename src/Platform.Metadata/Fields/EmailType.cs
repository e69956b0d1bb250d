namespace Platform.Metadata.Fields;

/// <summary>An e-mail address (one, with an @ and a domain; at most 254 characters).</summary>
public sealed record EmailType : FieldType;
