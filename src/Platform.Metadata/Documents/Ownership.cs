namespace Platform.Metadata.Documents;

/// <summary>Who owns the records of an object.</summary>
public enum Ownership
{
    /// <summary>Each record has an owner (a user), and scopes <c>own</c> and <c>team</c> apply.</summary>
    User,

    /// <summary>Records have no owner of their own; <c>own</c> and <c>team</c> mean none. Reference data such as products.</summary>
    Organization,
}
