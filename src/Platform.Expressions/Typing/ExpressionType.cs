namespace Platform.Expressions.Typing;

/// <summary>The type of an expression. Every type has the blank value besides its own values.</summary>
public sealed record ExpressionType
{
    private ExpressionType(ExpressionKind kind, string? objectName = null, ExpressionType? element = null)
    {
        Kind = kind;
        ObjectName = objectName;
        Element = element;
    }

    /// <summary>Type of the literal <c>null</c>.</summary>
    public static ExpressionType Null { get; } = new(ExpressionKind.Null);

    /// <summary><c>bool</c>.</summary>
    public static ExpressionType Bool { get; } = new(ExpressionKind.Bool);

    /// <summary><c>int</c>.</summary>
    public static ExpressionType Int { get; } = new(ExpressionKind.Int);

    /// <summary><c>decimal</c>.</summary>
    public static ExpressionType Decimal { get; } = new(ExpressionKind.Decimal);

    /// <summary><c>string</c>.</summary>
    public static ExpressionType Text { get; } = new(ExpressionKind.Text);

    /// <summary><c>date</c>.</summary>
    public static ExpressionType Date { get; } = new(ExpressionKind.Date);

    /// <summary><c>timestamp</c>.</summary>
    public static ExpressionType Timestamp { get; } = new(ExpressionKind.Timestamp);

    /// <summary><c>duration</c>.</summary>
    public static ExpressionType Duration { get; } = new(ExpressionKind.Duration);

    /// <summary>Type of a field that is an address.</summary>
    public static ExpressionType Address { get; } = new(ExpressionKind.Structure, "address");

    /// <summary>Type of a field that is a point on Earth.</summary>
    public static ExpressionType Geolocation { get; } = new(ExpressionKind.Structure, "geolocation");

    /// <summary>A business calendar; no value has the type.</summary>
    internal static ExpressionType Calendar { get; } = new(ExpressionKind.Calendar);

    /// <summary>What an overload is generic in.</summary>
    internal static ExpressionType Any { get; } = new(ExpressionKind.Any);

    /// <summary>Which kind.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>Object of a reference, name of a structure, else null.</summary>
    public string? ObjectName { get; }

    /// <summary>Element type of a list, else null.</summary>
    public ExpressionType? Element { get; }

    /// <summary>True for a list of records.</summary>
    public bool IsRecordList => Element?.Kind == ExpressionKind.Reference;

    /// <summary>Values of the type have an order: <c>&lt;</c> and <c>&gt;</c> apply.</summary>
    public bool IsOrdered => Kind is ExpressionKind.Bool or ExpressionKind.Int or ExpressionKind.Decimal or ExpressionKind.Text
        or ExpressionKind.Date or ExpressionKind.Timestamp or ExpressionKind.Duration;

    /// <summary>A record of the object.</summary>
    public static ExpressionType Reference(string objectName) => new(ExpressionKind.Reference, objectName);

    /// <summary>A list.</summary>
    public static ExpressionType List(ExpressionType element) => new(ExpressionKind.List, element: element);

    /// <summary>The type as authors see it: <c>list(string)</c>.</summary>
    public override string ToString() => Kind switch
    {
        ExpressionKind.Text => "string",
        ExpressionKind.Reference or ExpressionKind.Structure => ObjectName!,
        ExpressionKind.List => $"list({Element})",
        ExpressionKind.Any => "any",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
