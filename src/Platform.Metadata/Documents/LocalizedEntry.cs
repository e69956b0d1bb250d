namespace Platform.Metadata.Documents;

/// <summary>One language's text of a <see cref="LocalizedText"/>.</summary>
/// <param name="Language">BCP 47 tag, for example <c>zh-CN</c>.</param>
/// <param name="Text">The text; never null, may be empty.</param>
public sealed record LocalizedEntry(string Language, string Text);
