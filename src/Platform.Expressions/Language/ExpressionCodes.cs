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

    /// <summary>A variable that does not exist at this place.</summary>
    public const string UnknownName = "EXPRESSION_UNKNOWN_NAME";

    /// <summary>A field or relation that the object does not have, or that expressions cannot read.</summary>
    public const string UnknownField = "EXPRESSION_UNKNOWN_FIELD";

    /// <summary>A function that does not exist.</summary>
    public const string UnknownFunction = "EXPRESSION_UNKNOWN_FUNCTION";

    /// <summary>An operator or function that does not take values of these types.</summary>
    public const string Arguments = "EXPRESSION_ARGUMENTS";

    /// <summary>A value of another type than is needed.</summary>
    public const string Type = "EXPRESSION_TYPE";

    /// <summary>Something that is of use elsewhere only: <c>isNew()</c> in a formula.</summary>
    public const string NotHere = "EXPRESSION_NOT_HERE";

    /// <summary>A literal that says nothing of its type: a date that does not exist, an unknown time zone.</summary>
    public const string BadLiteral = "EXPRESSION_LITERAL";

    /// <summary>A text pattern that cannot be read.</summary>
    public const string BadPattern = "EXPRESSION_PATTERN";

    /// <summary>More relations are followed than the limit.</summary>
    public const string TooManyRelations = "EXPRESSION_TOO_MANY_RELATIONS";

    /// <summary>The computation is larger than the limit.</summary>
    public const string TooCostly = "EXPRESSION_TOO_COSTLY";
}
