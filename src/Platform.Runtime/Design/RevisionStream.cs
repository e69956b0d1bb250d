using Platform.GraphQL;
using Platform.Runtime.Subscriptions;

namespace Platform.Runtime.Design;

/// <summary>
/// One subscription to revisions over one connection. Nothing is queued for it: when it is woken it reads what has come since the last revision that it told, so that a slow client costs no memory
/// and misses nothing. The id of an event is the number of its revision.
/// </summary>
internal sealed class RevisionStream(RevisionStreamEndpoint endpoint, DesignOperation operation, string credential, DesignCaller caller) : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    /// <summary>The tenant whose revisions are told.</summary>
    public Guid TenantId => caller.State.TenantId;

    /// <summary>Whose stream it is.</summary>
    public Guid UserId => caller.UserId;

    /// <summary>Makes the stream look for revisions, and at its credential.</summary>
    public void Wake()
    {
        try
        {
            if (_woken.CurrentCount == 0) _woken.Release();
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Another announcement was quicker, or the stream has ended.
        }
    }

    /// <summary>Serves the stream to its end.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="last">The last revision that the client knows.</param>
    public async Task ServeAsync(HttpContext context, long last)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, endpoint.Stopping);
        EventStreamWriter writer = endpoint.Begin(context);
        try
        {
            writer.Position(RevisionStreamEndpoint.IdOf(last));
            await writer.FlushAsync(ended.Token);
            IReadOnlyList<GraphQLError>? refused;
            for (bool isBeat = false; ; isBeat = !await _woken.WaitAsync(endpoint.Heartbeat, ended.Token))
            {
                (DesignCaller? now, refused) = await endpoint.RefreshAsync(credential, ended.Token);
                if (now is null) break;
                if (isBeat) writer.Heartbeat();
                foreach (IReadOnlyDictionary<string, object?> revision in await endpoint.RevisionsAfterAsync(TenantId, last, ended.Token))
                {
                    last = (long)revision["number"]!;
                    Dictionary<string, object?> root = new() { ["revisionApplied"] = revision };
                    writer.Next((await endpoint.Execution.ExecuteAsync(context, operation, now, root, ended.Token)).WrittenSpan, RevisionStreamEndpoint.IdOf(last));
                    await writer.FlushAsync(ended.Token);
                }

                await writer.FlushAsync(ended.Token);
            }

            writer.Next(refused!);
            writer.Complete();
            await writer.FlushAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client went or took nothing, or the host stops and the client comes back elsewhere with its last event id.
            context.Abort();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _woken.Dispose();
}
