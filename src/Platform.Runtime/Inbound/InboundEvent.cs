using System.Text.Json;
using Platform.Metadata.Documents;

namespace Platform.Runtime.Inbound;

/// <summary>A call as a hook sees it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Its headers, of which the endpoint lets some through.</param>
/// <param name="Key">By which the sender tells repeats; null for none.</param>
internal sealed record InboundEvent(InboundEndpointDocument Endpoint, JsonElement Body, IHeaderDictionary Headers, string? Key);

/// <summary>What came of giving a call to a hook.</summary>
/// <param name="Answer">Body of the answer; null when the call had no effect.</param>
/// <param name="Refusal">Why it had none.</param>
/// <param name="IsOfMachine">The hook could not run: the call may be made again.</param>
/// <param name="IsRepeated">A call with the same key was accepted before.</param>
internal sealed record InboundOutcome(string? Answer, string? Refusal, bool IsOfMachine, bool IsRepeated)
{
    /// <summary>A call that cannot have its effect.</summary>
    public static InboundOutcome Refused(string why) => new(null, why, false, false);
}
