using System.Threading.Channels;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Serving;

namespace Platform.Runtime.Subscriptions;

/// <summary>
/// One subscription over one connection. Before each group of events it looks anew at the credential, the rights and the model: who was signed out is told
/// so and let go, and whose rights changed goes on under the new ones if the document still stands.
/// </summary>
internal sealed class EventStream(StreamServices services, GraphQLRequest request, string credential, WatchedChanges first, Guid userId)
{
    /// <summary>Groups that wait; null asks for a look at the credential alone.</summary>
    private readonly Channel<EventGroup?> _queue = System.Threading.Channels.Channel.CreateBounded<EventGroup?>(services.Options.QueueLength);
    private WatchedChanges _changes = first;
    private int _mustRecheck;

    /// <summary>The tenant whose events the stream gets.</summary>
    public Guid TenantId => _changes.Caller.TenantId;

    /// <summary>Whose stream it is.</summary>
    public Guid UserId => userId;

    /// <summary>Hands over a group of events; one too many ends the stream.</summary>
    public void Offer(EventGroup group)
    {
        if (!_queue.Writer.TryWrite(group) && _queue.Writer.TryComplete()) IsOverrun = true;
    }

    /// <summary>Whether the queue has run over.</summary>
    internal bool IsOverrun { get; private set; }

    /// <summary>Makes the stream look at its credential now.</summary>
    public void Recheck()
    {
        if (Interlocked.Exchange(ref _mustRecheck, 1) == 0) _queue.Writer.TryWrite(null);
    }

    /// <summary>Serves the stream to its end, from a position or else from now on.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="resumeFrom">What the client has seen; null for a new subscription.</param>
    public async Task ServeAsync(HttpContext context, EventPosition? resumeFrom)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.Stopping);
        EventStreamWriter writer = EventStreamWriter.Begin(context, services.Options, services.Time);
        try
        {
            EventPosition begin = await services.Feed.AddAsync(this, ended.Token);
            IReadOnlyList<GraphQLError>? errors = resumeFrom is null ? null : await ReplayAsync(resumeFrom, begin, writer, ended.Token);
            if (errors is null)
            {
                writer.Position(begin.ToEventId(services.Time.GetUtcNow()));
                await writer.FlushAsync(ended.Token);
                errors = await FollowAsync(writer, ended.Token);
            }

            writer.Next(errors);
            writer.Complete();
            await writer.FlushAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client went, or took nothing; or the host stops, and the client comes back elsewhere with its last event id.
            context.Abort();
        }
        finally
        {
            services.Feed.Remove(this);
        }
    }

    /// <summary>Events between what the client has seen and where the stream begins.</summary>
    private async Task<IReadOnlyList<GraphQLError>?> ReplayAsync(EventPosition from, EventPosition until, EventStreamWriter writer, CancellationToken cancellation)
    {
        for (EventPosition at = from; at != until;)
        {
            EventPage page = await services.Store.ReadAsync(at, until, [TenantId], cancellation);
            if (await HandleAsync(page.Of(TenantId), writer, cancellation) is { } errors) return errors;
            await writer.FlushAsync(cancellation);
            at = page.End;
        }

        return null;
    }

    /// <summary>Events as they come; ends with what there is to tell the client.</summary>
    private async Task<IReadOnlyList<GraphQLError>> FollowAsync(EventStreamWriter writer, CancellationToken cancellation)
    {
        while (true)
        {
            bool? waits = await WaitAsync(cancellation);
            if (waits is null)
            {
                if (await RefreshAsync(cancellation) is { } refused) return refused;
                writer.Heartbeat();
            }

            while (!IsOverrun && _queue.Reader.TryRead(out EventGroup? group))
            {
                if (await HandleAsync(group, writer, cancellation) is { } errors) return errors;
                await writer.FlushAsync(cancellation);
            }

            // What still waits is not sent: the client gets it, and what came after it, when it comes back.
            if (IsOverrun) return [Slow()];
            await writer.FlushAsync(cancellation);
        }
    }

    /// <summary>True when something waits, false when nothing will any more, null when it is time for a heartbeat.</summary>
    private async Task<bool?> WaitAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource beat = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using ITimer timer = services.Time.CreateTimer(_ => beat.Cancel(), null, services.Options.Heartbeat, Timeout.InfiniteTimeSpan);
        try
        {
            return await _queue.Reader.WaitToReadAsync(beat.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<GraphQLError>?> HandleAsync(EventGroup? group, EventStreamWriter writer, CancellationToken cancellation)
    {
        if (await RefreshAsync(cancellation) is { } refused) return refused;
        if (group is null) return null;
        try
        {
            bool reachedEnd = await _changes.WriteAsync(group, writer, cancellation);
            if (!reachedEnd && group.Events.Count > 0) writer.Position(group.End.ToEventId(group.ReadAt));
            return null;
        }
        catch (TimeoutException)
        {
            return [new GraphQLError("Reading the records of an event took too long.") { Code = GraphQLErrorCode.LimitExceeded, Reason = ReadingReasons.TooSlow }];
        }
    }

    /// <summary>Whether the stream may go on, and under which rights; otherwise what its client is told.</summary>
    private async Task<IReadOnlyList<GraphQLError>?> RefreshAsync(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _mustRecheck, 0);
        if (await services.Credentials.FindAsync(credential, cancellation) is not { } identity)
        {
            return [new GraphQLError("Sign in first.") { Code = GraphQLErrorCode.Unauthenticated, Reason = ServingReasons.Unauthenticated }];
        }

        RecordCaller caller = await services.Callers.FindAsync(identity, cancellation);
        if (_changes.TryMoveTo(caller)) return null;
        (PlannedSubscription? planned, IReadOnlyList<GraphQLError> errors) = services.Records.PlanSubscription(request, caller);
        if (planned is null) return errors;
        _changes = new WatchedChanges(planned, services.ChangedRecords);
        return null;
    }

    private static GraphQLError Slow() => new("Events came faster than they were taken. Subscribe again with the last event id.")
    {
        Code = GraphQLErrorCode.LimitExceeded,
        Reason = SubscriptionReasons.SlowConsumer,
    };
}
