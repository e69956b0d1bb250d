namespace Platform.Metadata.Documents;

/// <summary>How two values are compared.</summary>
public enum DuplicateMethod
{
    /// <summary>Equal; text without case.</summary>
    Exact,

    /// <summary>Text without case, punctuation, width and legal form: <c>Acme Co., Ltd.</c> and <c>ACME</c>.</summary>
    Text,

    /// <summary>The last ten digits, of seven at least.</summary>
    Phone,

    /// <summary>Text as for <see cref="Text"/>, with so many pairs of characters in common.</summary>
    Similar,
}
