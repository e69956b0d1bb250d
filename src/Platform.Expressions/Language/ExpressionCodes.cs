namespace Platform.Expressions.Language;

/// <summary>The codes of everything that can be wrong with an expression.</summary>
public static class ExpressionCodes
{
    /// <summary>The text is longer than the limit.</summary>
    public const string TooLong = "EXPRESSION_TOO_LONG";

    /// <summary>The text nests deeper than the limit.</summary>
    public const string TooDeep = "EXPRESSION_TOO_DEEP";

    /// <summary>A list or call has too many parts.</summary>
    public const string TooManyItems = "EXPRESSION_TOO_MANY_ITEMS";

    /// <summary>A character or word cannot stand where it does.</summary>
    public const string Syntax = "EXPRESSION_SYNTAX";

    /// <summary>A text literal is not closed, or has an escape that does not exist.</summary>
    public const string BadText = "EXPRESSION_TEXT";

    /// <summary>A number cannot be held.</summary>
    public const string BadNumber = "EXPRESSION_NUMBER";

    /// <summary>A word that the language keeps for itself.</summary>
    public const string ReservedWord = "EXPRESSION_RESERVED_WORD";

    /// <summary>Part of CEL that this platform does not have (unsigned numbers, bytes, maps, messages).</summary>
    public const string Unsupported = "EXPRESSION_UNSUPPORTED";
}
