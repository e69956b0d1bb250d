namespace Platform.Metadata.Model;

/// <summary>
/// Names of the types that the API generates: the one list of them. No object may have such a name, nor one from which such a name would be made,
/// for a new object must never change what the type of another is called.
/// </summary>
public static class ApiTypes
{
    /// <summary>What follows an object's name in the names of the types that come with it.</summary>
    public static IReadOnlyList<string> Suffixes { get; } =
    [
        "Connection", "Edge", "Filter", "ListFilter", "Order", "Create", "Update", "Change", "Payload", "ManyPayload", "UniqueField", "Group",
        "GroupField", "GroupKey", "GroupKeyValues", "GroupKeyOrder", "GroupOrder", "GroupHaving", "Sums", "SumsFilter", "SumsOrder", "Extremes",
        "ExtremesFilter", "ExtremesOrder", "ChangeEvent", "MergePayload", "ChoosableFor", "Facts", "ConversionPayload", "ConversionTargets", "ConversionTarget",
    ];

    /// <summary>What follows the names of an object and a field that refers to several objects.</summary>
    public static IReadOnlyList<string> FieldSuffixes { get; } = ["TargetFilter", "Target"];

    /// <summary>What follows the name of an action in the name of the type of its input.</summary>
    public const string ActionInput = "Input";

    /// <summary>What follows the name of an action in the name of the type of its result.</summary>
    public const string ActionResult = "Result";

    /// <summary>Types that every schema has.</summary>
    public static IReadOnlyList<string> Fixed { get; } =
    [
        "Query", "Mutation", "Subscription", "String", "Int", "Float", "Boolean", "ID", "Decimal", "Date", "DateTime", "Time", "Duration", "JSON",
        "DatePeriod", "DateUnit", "OrderDirection", "TextMode", "DeletedMode", "ChangeKind", "PageInfo", "Access", "Problem", "Failure", "Duplicate", "DuplicateValue", "MovedRecords", "RecordValidation", "ConversionAction", "ConvertedTarget", "ApprovalChoice", "Address", "AddressInput",
        "AddressFilter", "Geolocation", "GeolocationInput", "GeolocationFilter", "ReferenceInput", "LinksInput", "TextFilter", "IdFilter", "IntFilter",
        "RecordPipeline", "PipelineStep", "PipelineNeed", "StageKind", "FloatFilter", "DecimalFilter", "BooleanFilter", "DateFilter", "DateTimeFilter", "TimeFilter", "DurationFilter", "TextListFilter", "JsonFilter",
    ];

    /// <summary>
    /// What may not follow the name of another object in an object's name: each suffix, and what an object would need to make one of them out of
    /// its own (<c>DealList</c> + <c>Filter</c> is <c>Deal</c> + <c>ListFilter</c>).
    /// </summary>
    public static IReadOnlyList<string> TakenEndings { get; } = [.. Suffixes.Concat(Bases(Suffixes)).Distinct(StringComparer.Ordinal)];

    /// <summary>Names out of which a type that every schema has would be made: <c>Text</c> + <c>Filter</c>.</summary>
    public static IReadOnlyList<string> FixedBases { get; } = [.. Bases(Fixed).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Bases(IEnumerable<string> names) => names.SelectMany(name => Suffixes
        .Where(s => name.Length > s.Length && name.EndsWith(s, StringComparison.Ordinal)).Select(s => name[..^s.Length]));
}
