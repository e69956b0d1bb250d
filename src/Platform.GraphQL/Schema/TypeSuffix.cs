using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>Endings of the names of the types that an object brings with it.</summary>
internal static class TypeSuffix
{
    public const string Connection = "Connection";
    public const string Edge = "Edge";
    public const string Filter = "Filter";
    public const string ListFilter = "ListFilter";
    public const string Order = "Order";
    public const string Create = "Create";
    public const string Update = "Update";
    public const string Change = "Change";
    public const string Payload = "Payload";
    public const string ManyPayload = "ManyPayload";
    public const string UniqueField = "UniqueField";
    public const string Group = "Group";
    public const string GroupField = "GroupField";
    public const string GroupKey = "GroupKey";
    public const string GroupKeyValues = "GroupKeyValues";
    public const string GroupKeyOrder = "GroupKeyOrder";
    public const string GroupOrder = "GroupOrder";
    public const string GroupHaving = "GroupHaving";
    public const string Sums = "Sums";
    public const string SumsFilter = "SumsFilter";
    public const string SumsOrder = "SumsOrder";
    public const string Extremes = "Extremes";
    public const string ExtremesFilter = "ExtremesFilter";
    public const string ExtremesOrder = "ExtremesOrder";
    public const string ChangeEvent = "ChangeEvent";
    public const string MergePayload = "MergePayload";
    public const string ChoosableFor = "ChoosableFor";
    public const string Facts = "Facts";
    public const string ConversionPayload = "ConversionPayload";
    public const string ConversionTargets = "ConversionTargets";
    public const string ConversionTarget = "ConversionTarget";
    public const string Target = "Target";
    public const string TargetFilter = "TargetFilter";

    /// <summary>Endings that follow an object's name alone.</summary>
    public static IReadOnlyList<string> OfObject => ApiTypes.Suffixes;

    /// <summary>Endings that follow the names of an object and a polymorphic field.</summary>
    public static IReadOnlyList<string> OfPolymorphic => ApiTypes.FieldSuffixes;
}
