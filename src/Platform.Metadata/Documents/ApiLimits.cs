using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Documents;

/// <summary>How much people with a role may ask of the records API in one request. What is left out is as the host has it.</summary>
/// <param name="MaxCost">Greatest cost of a request: values that it may read, with the page sizes that it asks for.</param>
/// <param name="MaxPageSize">Greatest page of a list.</param>
/// <param name="MaxDepth">How deep records may be nested.</param>
/// <param name="MaxSubscriptions">Subscriptions that one person may have open on a node.</param>
/// <param name="Introspection">Whether the schema tells its types; where not, messages suggest no names either.</param>
public sealed record ApiLimits(
    [Range(1, 100_000_000)] int? MaxCost = null,
    [Range(1, 1_000)] int? MaxPageSize = null,
    [Range(1, 16)] int? MaxDepth = null,
    [Range(0, 1_000)] int? MaxSubscriptions = null,
    bool Introspection = true)
{
    /// <summary>Nothing beyond the host's own limits.</summary>
    public static ApiLimits None { get; } = new();
}
