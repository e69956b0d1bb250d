namespace Platform.Metadata.Values;

/// <summary>Stable codes of refused values; described in docs/errors.md, worded by <see cref="ValueMessages"/>.</summary>
public static class ValueCodes
{
    /// <summary>A value must be given.</summary>
    public const string Required = "REQUIRED";

    /// <summary>The value has another JSON type than the field takes. Parameter <c>expected</c>.</summary>
    public const string WrongType = "WRONG_TYPE";

    /// <summary>Text has more characters than allowed. Parameter <c>max</c>.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>Text holds NUL or another control character.</summary>
    public const string ControlCharacter = "CONTROL_CHARACTER";

    /// <summary>Text holds half a surrogate pair, so it is no Unicode text.</summary>
    public const string InvalidUnicode = "INVALID_UNICODE";

    /// <summary>One-line text holds a line break.</summary>
    public const string LineBreak = "LINE_BREAK";

    /// <summary>Text does not match the field's pattern.</summary>
    public const string PatternMismatch = "PATTERN_MISMATCH";

    /// <summary>Not a number (NaN and infinities included).</summary>
    public const string NotANumber = "NOT_A_NUMBER";

    /// <summary>A whole number is needed.</summary>
    public const string NotAnInteger = "NOT_AN_INTEGER";

    /// <summary>More digits before the point than the field keeps. Parameter <c>digits</c>.</summary>
    public const string TooManyDigits = "TOO_MANY_DIGITS";

    /// <summary>More digits after the point than the field keeps. Parameter <c>scale</c>.</summary>
    public const string TooManyDecimals = "TOO_MANY_DECIMALS";

    /// <summary>Less than the least allowed value. Parameter <c>min</c>.</summary>
    public const string TooSmall = "TOO_SMALL";

    /// <summary>Greater than the greatest allowed value. Parameter <c>max</c>.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>Neither yes nor no.</summary>
    public const string NotABoolean = "NOT_A_BOOLEAN";

    /// <summary>Not a calendar date of the years 0001 to 9999.</summary>
    public const string InvalidDate = "INVALID_DATE";

    /// <summary>Not an instant, or one outside the years 0001 to 9999 in UTC.</summary>
    public const string InvalidDateTime = "INVALID_DATE_TIME";

    /// <summary>An instant without offset from UTC.</summary>
    public const string OffsetMissing = "OFFSET_MISSING";

    /// <summary>A local time that the time zone leaves out (clocks put forward). Parameter <c>zone</c>.</summary>
    public const string TimeSkipped = "TIME_SKIPPED";

    /// <summary>Finer than the field keeps: a second for times, a microsecond for instants.</summary>
    public const string TooPrecise = "TOO_PRECISE";

    /// <summary>Not a time of day.</summary>
    public const string InvalidTime = "INVALID_TIME";

    /// <summary>Not a length of time.</summary>
    public const string InvalidDuration = "INVALID_DURATION";

    /// <summary>Not one of the choices. Parameter <c>value</c>.</summary>
    public const string UnknownChoice = "UNKNOWN_CHOICE";

    /// <summary>The text is the label of several choices. Parameter <c>value</c>.</summary>
    public const string AmbiguousChoice = "AMBIGUOUS_CHOICE";

    /// <summary>A retired choice, which only records that have it keep. Parameter <c>value</c>.</summary>
    public const string RetiredChoice = "RETIRED_CHOICE";

    /// <summary>More entries than allowed. Parameter <c>max</c>.</summary>
    public const string TooMany = "TOO_MANY";

    /// <summary>Not an e-mail address.</summary>
    public const string InvalidEmail = "INVALID_EMAIL";

    /// <summary>Not a telephone number.</summary>
    public const string InvalidPhone = "INVALID_PHONE";

    /// <summary>Not an absolute http or https URL.</summary>
    public const string InvalidUrl = "INVALID_URL";

    /// <summary>Not an identifier (UUID).</summary>
    public const string InvalidId = "INVALID_ID";

    /// <summary>The object cannot be referred to by this field. Parameter <c>object</c>.</summary>
    public const string InvalidTarget = "INVALID_TARGET";

    /// <summary>Latitude or longitude is missing or off the Earth.</summary>
    public const string InvalidPoint = "INVALID_POINT";

    /// <summary>A member that the value does not have. Parameter <c>name</c>.</summary>
    public const string UnknownMember = "UNKNOWN_MEMBER";

    /// <summary>Not JSON, or JSON that the database cannot hold.</summary>
    public const string InvalidJson = "INVALID_JSON";

    /// <summary>More bytes than allowed. Parameter <c>max</c>.</summary>
    public const string TooBig = "TOO_BIG";

    /// <summary>Links are set as a whole, or added and removed; not both. One id is not both added and removed.</summary>
    public const string InvalidLinkChange = "INVALID_LINK_CHANGE";
}
