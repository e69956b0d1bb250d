using System.Globalization;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Permissions;
using Platform.Runtime.Approvals;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Design;

/// <summary>The resolvers about what time should have done and could not.</summary>
internal sealed class TimerResolvers(TimerReports reports)
{
    /// <summary>Fields of <c>Query</c>.</summary>
    public const string Queries =
        """
          "What time should have done and could not: time limits of approvals, stages that are left by time, schedules, mails. What was given up comes first."
          failedTimers(first: Int! = 50): [FailedTimer!]!
        """;

    /// <summary>Fields of <c>Mutation</c>.</summary>
    public const string Mutations =
        """
          "Tries at once what time could not do; all of it unless some are named. Gives how many."
          retryTimers(timers: [ID!]): Int!
        """;

    /// <summary>Types.</summary>
    public const string Types =
        """
        type FailedTimer {
          id: ID! "approval (time limits), approvalVersion (requests that go over), stage (left by time), hook.schedule and others." topic: String! key: String!
          "The record that it is about." object: String record: ID attempts: Int! error: String! "Null when it was given up." retryAt: String givenUpAt: String
        }
        """;

    /// <summary>The resolver of a field; null when it is another's.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "failedTimers") => FailedAsync,
        ("Mutation", "retryTimers") => RetryAsync,
        _ => null,
    };

    private async ValueTask<object?> FailedAsync(ResolveContext context)
    {
        if (context.Argument<int>("first") is not (>= 1 and <= TimerReports.MostOfPage and var first)) return Wrong();
        IReadOnlyList<FailedTimer> timers = await reports.FailedAsync(DesignResolvers.Caller(context).State.TenantId, first, context.CancellationToken);
        return timers.Select(timer =>
        {
            string? request = timer.Topic == ApprovalTimers.Topic ? timer.Key : timer.Request;
            return new Dictionary<string, object?>
            {
                ["id"] = timer.Id.ToString(CultureInfo.InvariantCulture),
                ["topic"] = timer.Topic,
                ["key"] = timer.Key,
                ["object"] = request is null ? timer.Object : ApprovalFields.RequestObject,
                ["record"] = request ?? timer.Record,
                ["attempts"] = timer.Attempts,
                ["error"] = timer.Error,
                ["retryAt"] = timer.RetryAt is { } retry ? DesignViews.Of(retry) : null,
                ["givenUpAt"] = timer.GivenUpAt is { } end ? DesignViews.Of(end) : null,
            };
        }).ToArray();
    }

    private async ValueTask<object?> RetryAsync(ResolveContext context)
    {
        List<long>? numbers = null;
        if (context.Arguments.GetValueOrDefault("timers") is IReadOnlyList<object?> given)
        {
            numbers = [];
            foreach (object? item in given)
            {
                if (!long.TryParse(item as string, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return Wrong();
                numbers.Add(number);
            }
        }

        return await reports.RetryAsync(DesignResolvers.Caller(context).State.TenantId, numbers, context.CancellationToken);
    }

    private static FieldErrors Wrong() =>
        FieldErrors.Of(new GraphQLError($"A page has 1 to {TimerReports.MostOfPage} entries, and entries are named by their ids.") { Reason = "ARGUMENT_INVALID" });
}
