namespace Platform.Runtime.Files;

/// <summary>A file that a caller may download.</summary>
/// <param name="Name">File name.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="Sha256">Name of its content.</param>
public sealed record FileRecord(string Name, string MediaType, string Sha256);
