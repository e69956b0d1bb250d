using System.Text.Json.Nodes;

namespace Platform.Cli.Server;

/// <summary>A repeated run as the design-time API tells it.</summary>
/// <param name="Same">It ended as it did.</param>
/// <param name="Now">How it ended: result, failure, log.</param>
/// <param name="Differences">What differs.</param>
internal sealed record ReplayAnswer(bool Same, JsonNode Now, IReadOnlyList<ReplayDifference> Differences);

/// <summary>A place at which outcomes differ.</summary>
internal sealed record ReplayDifference(string Path, JsonNode? Before, JsonNode? After);
