namespace Platform.Metadata.Compilation;

/// <summary>A translated text of one document.</summary>
/// <param name="Path">What it is within the document, for example <c>field.industry.label</c>.</param>
/// <param name="Language">Language tag.</param>
/// <param name="Text">The text.</param>
/// <param name="Source">Name of the translation document.</param>
/// <param name="Key">Its key there.</param>
internal sealed record TranslatedText(string Path, string Language, string Text, string Source, string Key);
