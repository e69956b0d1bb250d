using Platform.Expressions.Diagnostics;

namespace Platform.Expressions.Language;

/// <summary>A token.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Value">A name, the text of a text literal after its escapes, or a number as written; empty for the rest.</param>
internal readonly record struct Token(TokenKind Kind, SourceRange Range, string Value);
