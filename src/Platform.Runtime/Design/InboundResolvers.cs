using System.Globalization;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Inbound;

namespace Platform.Runtime.Design;

/// <summary>The resolvers about inbound endpoints: what was called, and what came of it.</summary>
internal sealed class InboundResolvers(InboundCalls calls)
{
    /// <summary>The resolver of a field; null when it is another's.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "inboundCalls") => CallsAsync,
        _ => null,
    };

    private async ValueTask<object?> CallsAsync(ResolveContext context)
    {
        DesignCaller caller = DesignResolvers.Caller(context);
        string name = context.Argument<string>("endpoint")!;
        if (caller.State.Model.InboundEndpoints.FirstOrDefault(e => e.Name == name) is not { } endpoint)
        {
            return FieldErrors.Of(new GraphQLError("There is no such endpoint.") { Code = GraphQLErrorCode.NotFound, Reason = "INBOUND_UNKNOWN" });
        }

        long before = long.MaxValue;
        int first = context.Argument<int>("first");
        bool isPage = first is >= 1 and <= DeliveryReports.MostOfPage
            && (context.Argument<string>("before") is not { } text || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before));
        if (!isPage) return FieldErrors.Of(new GraphQLError($"A page has 1 to {DeliveryReports.MostOfPage} entries.") { Reason = "ARGUMENT_INVALID" });
        IReadOnlyList<(long Id, InboundEntry Entry)> found = await calls.ListAsync(
            caller.State.TenantId, endpoint.Id, first, before, context.Argument<bool>("failedOnly"), context.CancellationToken);
        bool isOpen = endpoint.Hook is null ? caller.ReadsAllOf(endpoint.Object) : caller.ReadsAll;
        return found.Select(c => new Dictionary<string, object?>
        {
            ["id"] = c.Id.ToString(CultureInfo.InvariantCulture),
            ["key"] = c.Entry.Key,
            ["at"] = DesignViews.Of(c.Entry.ReceivedAt),
            ["duration"] = (int)c.Entry.Duration.TotalMilliseconds,
            ["status"] = c.Entry.Status,
            ["accepted"] = c.Entry.Code is null,
            ["code"] = c.Entry.Code,
            ["error"] = c.Entry.Error,
            ["request"] = isOpen ? c.Entry.Request : null,
            ["response"] = isOpen ? c.Entry.Response : null,
        }).ToArray();
    }
}
