namespace Platform.Metadata.Documents;

/// <summary>One translated text.</summary>
/// <param name="Key">Key; see <see cref="TranslationDocument.Entries"/>.</param>
/// <param name="Text">The text.</param>
public sealed record TranslationEntry(string Key, string Text);
