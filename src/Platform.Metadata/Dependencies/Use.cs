namespace Platform.Metadata.Dependencies;

/// <summary>A place in a document that refers to an element.</summary>
/// <param name="Target">What is referred to.</param>
/// <param name="Kind">Kind of the referring document.</param>
/// <param name="Name">Name of the referring document.</param>
/// <param name="Pointer">JSON pointer to the reference in it.</param>
public sealed record Use(Element Target, string Kind, string Name, string Pointer);
