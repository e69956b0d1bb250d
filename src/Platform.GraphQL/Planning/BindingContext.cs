namespace Platform.GraphQL.Planning;

/// <summary>What one request brings to a plan: its variables, its user, the time. Collects what is wrong with the values.</summary>
public sealed class BindingContext
{
    private readonly Dictionary<ArgumentSource, string?[]?> _cursors = [];
    private readonly List<GraphQLError> _problems = [];

    /// <summary>Coerced variables by name.</summary>
    public required IReadOnlyDictionary<string, object?> Variables { get; init; }

    /// <summary>Id of the user's record.</summary>
    public required Guid UserId { get; init; }

    /// <summary>
    /// Whose records the scope "team" covers, the user among them, in ascending order. Plans of <see cref="Lowering.ReachForm.Computed"/> do not ask.
    /// </summary>
    public Guid[] Reach { get; init; } = [];

    /// <summary>Greatest page of a list.</summary>
    public int MaxPageSize { get; init; } = Schema.PageLimits.Max;

    /// <summary>IANA name of the user's time zone.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>IANA name of the tenant's time zone.</summary>
    public string TenantTimeZone { get; init; } = "UTC";

    /// <summary>BCP 47 tag of the user's language.</summary>
    public string Language { get; init; } = Metadata.Documents.LocalizedText.DefaultLanguage;

    /// <summary>The time of the request.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The key under which the tenant's cursors are sealed.</summary>
    public byte[] CursorKey { get; init; } = [];

    /// <summary>The mark of encrypted values in this response; see <see cref="ResponseMarkSource"/>.</summary>
    public string Mark => field ??= Guid.NewGuid().ToString("N");

    /// <summary>Ids of the records that a mutation wrote, or that have changed.</summary>
    public Guid[] Ids { get; init; } = [];

    /// <summary>JSON of the fields that the host has carried out, by their names in the response.</summary>
    public IReadOnlyDictionary<string, string> Carried { get; set; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the values; each is reported once.</summary>
    public IReadOnlyList<GraphQLError> Problems => _problems;

    /// <summary>Today in the user's time zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    internal TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The value at a place among the variables; a saved view's <c>"$me"</c> is the user's id.</summary>
    internal object? Find(InputOrigin origin) =>
        origin.Variable == ViewPlanner.CurrentUser ? UserId.ToString("D") : origin.Find(Variables);

    /// <summary>Notes a problem with a value.</summary>
    internal void Refuse(string message, string reason, string code = GraphQLErrorCode.BadUserInput)
    {
        if (_problems.All(p => p.Message != message)) _problems.Add(new GraphQLError(message) { Code = code, Reason = reason });
    }

    internal string?[]? ReadCursor(ArgumentSource cursor, string shape, int count)
    {
        if (_cursors.TryGetValue(cursor, out string?[]? keys)) return keys;
        keys = cursor.Value(this) is string text ? CursorText.Open(text, CursorKey, shape, count) : null;
        if (keys is null) Refuse($"`{cursor.Argument}` is no cursor of this list in this order.", "INVALID_CURSOR");
        return _cursors[cursor] = keys;
    }
}
