namespace Platform.Runtime.Writing.Encryption;

/// <summary>An encrypted value that no key at hand opens. It is not blank, and nobody knows what it says: until somebody sets or clears the field, it stays as it is stored.</summary>
/// <param name="Stored">The bytes of its column.</param>
internal sealed record UnreadableValue(byte[] Stored);
