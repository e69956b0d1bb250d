namespace Platform.Runtime.Files;

/// <summary>Content that the store has taken in.</summary>
/// <param name="Sha256">SHA-256 in lower-case hex; the content's name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Head">The first bytes, at most <see cref="ContentStore.HeadBytes"/>.</param>
/// <param name="Path">Absolute path.</param>
public sealed record StoredContent(string Sha256, long Size, ReadOnlyMemory<byte> Head, string Path);
