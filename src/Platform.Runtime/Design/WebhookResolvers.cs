using System.Globalization;
using System.Text.Json.Nodes;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Documents;
using Platform.Runtime.Deliveries;
using Platform.Runtime.Webhooks;

namespace Platform.Runtime.Design;

/// <summary>The resolvers about webhooks: how their receivers fare, what was tried, what was set aside, and what to do about it.</summary>
internal sealed class WebhookResolvers(DeliveryReports reports, DeliveryAdministration administration, WebhookSamples samples)
{
    /// <summary>The resolver of a field; null when it is another's.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "webhookState") => StateAsync,
        ("Query", "webhookMessages") => MessagesAsync,
        ("Query", "webhookAttempts") => AttemptsAsync,
        ("Mutation", "replayWebhook") => ReplayAsync,
        ("Mutation", "dropWebhookMessages") => DropAsync,
        ("Mutation", "resumeWebhook") => ResumeAsync,
        ("Mutation", "sendWebhookSample") => SampleAsync,
        _ => null,
    };

    private async ValueTask<object?> StateAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        TargetReport report = await reports.TargetAsync(Tenant(context), WebhookTopic.Name, webhook.Id, context.CancellationToken);
        return new Dictionary<string, object?>
        {
            ["state"] = report.State.ToString().ToUpperInvariant(),
            ["failures"] = report.Failures,
            ["waiting"] = report.Waiting,
            ["setAside"] = report.SetAside,
            ["lastAttemptAt"] = Instant(report.LastAttemptAt),
            ["openedAt"] = Instant(report.OpenedAt),
            ["retryAt"] = Instant(report.RetryAt),
            ["lastError"] = report.LastError,
        };
    }

    private async ValueTask<object?> MessagesAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        if (Page(context) is not { } first || Number(context, "after", 0) is not { } after) return WrongPage();
        IReadOnlyList<MessageReport> messages = await reports.MessagesAsync(
            Tenant(context), WebhookTopic.Name, webhook.Id, context.Argument<bool>("setAside"), first, after, context.CancellationToken);
        bool isOpen = IsOpen(context, webhook);
        return messages.Select(m => new Dictionary<string, object?>
        {
            ["id"] = m.Id.ToString(CultureInfo.InvariantCulture),
            ["key"] = m.Key,
            ["event"] = m.Event,
            ["createdAt"] = DesignViews.Of(m.CreatedAt),
            ["attempts"] = m.Attempts,
            ["lastError"] = m.LastError,
            ["payload"] = isOpen ? JsonNode.Parse(m.Payload) : null,
        }).ToArray();
    }

    private async ValueTask<object?> AttemptsAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        if (Page(context) is not { } first || Number(context, "before", long.MaxValue) is not { } before) return WrongPage();
        IReadOnlyList<AttemptReport> attempts = await reports.AttemptsAsync(
            Tenant(context), WebhookTopic.Name, webhook.Id, first, before, context.Argument<bool>("failedOnly"), context.CancellationToken);
        bool isOpen = IsOpen(context, webhook);
        return attempts.Select(a => new Dictionary<string, object?>
        {
            ["id"] = a.Id.ToString(CultureInfo.InvariantCulture),
            ["message"] = a.MessageId.ToString(CultureInfo.InvariantCulture),
            ["key"] = a.Key,
            ["event"] = a.Event,
            ["attempt"] = a.Attempt,
            ["at"] = DesignViews.Of(a.AttemptedAt),
            ["duration"] = a.Duration,
            ["status"] = a.Status,
            ["delivered"] = a.IsDelivered,
            ["error"] = a.Error,
            ["request"] = isOpen ? a.Request : null,
            ["response"] = isOpen ? a.Response : null,
        }).ToArray();
    }

    private async ValueTask<object?> ReplayAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        return Ids(context, out IReadOnlyCollection<long>? ids)
            ? await administration.ReplayAsync(Tenant(context), WebhookTopic.Name, webhook.Id, ids, context.CancellationToken)
            : WrongPage();
    }

    private async ValueTask<object?> DropAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        return Ids(context, out IReadOnlyCollection<long>? ids)
            ? await administration.DropAsync(Tenant(context), WebhookTopic.Name, webhook.Id, ids, context.CancellationToken)
            : WrongPage();
    }

    private async ValueTask<object?> ResumeAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        await administration.ResumeAsync(Tenant(context), WebhookTopic.Name, webhook.Id, context.CancellationToken);
        return true;
    }

    private async ValueTask<object?> SampleAsync(ResolveContext context)
    {
        if (Find(context) is not { } webhook) return Unknown();
        Guid? record = null;
        if (context.Argument<string>("record") is { } text)
        {
            if (!Guid.TryParseExact(text, "D", out Guid id)) return WrongPage();
            record = id;
        }

        DesignCaller caller = DesignResolvers.Caller(context);
        bool isOpen = IsOpen(context, webhook);
        if (record is not null && !isOpen) return Closed();
        (DeliveryReceipt? receipt, string? error) = await samples.SendAsync(caller.State, webhook, record, caller.UserId, context.CancellationToken);
        return new Dictionary<string, object?>
        {
            ["delivered"] = error is null,
            ["status"] = receipt?.Status,
            ["error"] = error,
            ["request"] = isOpen ? receipt?.Request : null,
            ["response"] = isOpen ? receipt?.Response : null,
            ["duration"] = receipt is null ? null : (int)receipt.Duration.TotalMilliseconds,
        };
    }

    private static WebhookDocument? Find(ResolveContext context)
    {
        string name = context.Argument<string>("webhook")!;
        return DesignResolvers.Caller(context).State.Model.Webhooks.FirstOrDefault(w => w.Name == name);
    }

    // What a query adds may be of any object.
    private static bool IsOpen(ResolveContext context, WebhookDocument webhook) =>
        webhook.Query is null ? DesignResolvers.Caller(context).ReadsAllOf(webhook.Object) : DesignResolvers.Caller(context).ReadsAll;

    private static Guid Tenant(ResolveContext context) => DesignResolvers.Caller(context).State.TenantId;

    private static int? Page(ResolveContext context) => context.Argument<int>("first") is >= 1 and <= DeliveryReports.MostOfPage and var first ? first : null;

    private static long? Number(ResolveContext context, string name, long otherwise) =>
        context.Argument<string>(name) is not { } text ? otherwise : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static bool Ids(ResolveContext context, out IReadOnlyCollection<long>? ids)
    {
        ids = null;
        if (context.Arguments.GetValueOrDefault("messages") is not IReadOnlyList<object?> given) return true;
        List<long> numbers = [];
        foreach (object? item in given)
        {
            if (!long.TryParse(item as string, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
            numbers.Add(number);
        }

        ids = numbers;
        return true;
    }

    private static string? Instant(DateTime? at) => at is { } known ? DesignViews.Of(known) : null;

    private static FieldErrors Closed() => FieldErrors.Of(
        new GraphQLError("Choosing a record needs the right to read all that the webhook tells.") { Code = GraphQLErrorCode.Forbidden, Reason = "WEBHOOK_CONTENT_FORBIDDEN" });

    private static FieldErrors Unknown() => FieldErrors.Of(new GraphQLError("There is no such webhook.") { Code = GraphQLErrorCode.NotFound, Reason = "WEBHOOK_UNKNOWN" });

    private static FieldErrors WrongPage() =>
        FieldErrors.Of(new GraphQLError($"A page has 1 to {DeliveryReports.MostOfPage} entries, and entries are named by their ids.") { Reason = "ARGUMENT_INVALID" });
}
