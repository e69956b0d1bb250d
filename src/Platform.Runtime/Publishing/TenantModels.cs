using System.Collections.Concurrent;
using Npgsql;
using Platform.Runtime.Database;

namespace Platform.Runtime.Publishing;

/// <summary>
/// The current state of each tenant on this node, bounded. A request asks once, at entry, and keeps what it got. Notifications of applied
/// revisions make entries stale; while notifications cannot arrive every request asks the database for the revision, so that none is ever
/// served longer than its own duration on a model that has moved.
/// </summary>
public sealed class TenantModels(NpgsqlDataSource dataSource) : INotificationSubscriber
{
    /// <summary>States kept at most; the least recently used go first.</summary>
    public const int Capacity = 256;

    private readonly ConcurrentDictionary<Guid, Slot> _slots = new();
    private readonly ConcurrentDictionary<Guid, TenantNotReadyException> _unready = new();
    private long _clock;
    private volatile bool _listening;

    /// <inheritdoc/>
    public string Channel => RevisionWriter.Channel;

    /// <inheritdoc/>
    public void ListeningBegan()
    {
        // Whatever was announced before is unknown: each entry is compared with the database once.
        foreach (Slot slot in _slots.Values) slot.MustCheck = true;
        _listening = true;
    }

    /// <inheritdoc/>
    public void ListeningEnded() => _listening = false;

    /// <inheritdoc/>
    public void Received(string payload)
    {
        int space = payload.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !Guid.TryParse(payload.AsSpan(0, space), out Guid tenantId) || !long.TryParse(payload.AsSpan(space + 1), out long revision)) return;

        // A notification that arrives late, after a newer state was loaded, changes nothing; one during the first load may be news to it.
        if (_slots.TryGetValue(tenantId, out Slot? slot) && (slot.State is not { } state || state.Revision < revision)) slot.MustCheck = true;
    }

    /// <summary>Tenants that this version of the platform cannot serve as they are.</summary>
    internal IReadOnlyCollection<Guid> Unready => [.. _unready.Keys];

    /// <summary>The present state of a tenant that is served.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The state, or null when there is no such tenant.</returns>
    /// <exception cref="RevisionInvalidException">The stored documents do not compile.</exception>
    /// <exception cref="TenantNotReadyException">They do not go with the platform's own.</exception>
    public ValueTask<TenantState?> GetAsync(Guid tenantId, CancellationToken cancellation) =>
        _unready.TryGetValue(tenantId, out TenantNotReadyException? why) ? throw new TenantNotReadyException(why) : PresentAsync(tenantId, cancellation);

    /// <summary>As <see cref="GetAsync"/>, for those who may mend the documents of a tenant that is not served.</summary>
    public async ValueTask<TenantState?> PresentAsync(Guid tenantId, CancellationToken cancellation)
    {
        if (_slots.TryGetValue(tenantId, out Slot? slot) && slot is { MustCheck: false, State: { } state } && _listening)
        {
            slot.Used = Interlocked.Increment(ref _clock);
            return state;
        }

        return await RefreshAsync(tenantId, cancellation);
    }

    /// <summary>The state after a look at the database, whatever is known.</summary>
    public async Task<TenantState?> RefreshAsync(Guid tenantId, CancellationToken cancellation)
    {
        Slot slot = _slots.GetOrAdd(tenantId, _ => new Slot());
        slot.Used = Interlocked.Increment(ref _clock);
        await slot.Loading.WaitAsync(cancellation);
        try
        {
            // Cleared before the look: what is announced during it makes for another one.
            slot.MustCheck = false;
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
            TenantState? loaded = await DocumentStore.LoadAsync(connection, tenantId, null, slot.State, cancellation);
            if (loaded is null)
            {
                _slots.TryRemove(tenantId, out _);
                return null;
            }

            return slot.Accept(loaded);
        }
        catch
        {
            slot.MustCheck = true;
            throw;
        }
        finally
        {
            slot.Loading.Release();
            Trim();
        }
    }

    /// <summary>Serves a tenant no more, or again.</summary>
    internal void Serve(Guid tenantId, TenantNotReadyException? refusal)
    {
        if (refusal is null) _unready.TryRemove(tenantId, out _);
        else _unready[tenantId] = refusal;
    }

    /// <summary>What is known of a tenant without asking; possibly not its present state. Null when nothing is.</summary>
    internal TenantState? Known(Guid tenantId) => _slots.TryGetValue(tenantId, out Slot? slot) ? slot.State : null;

    /// <summary>Takes over a state that this node made itself.</summary>
    internal void Accept(TenantState state)
    {
        Slot slot = _slots.GetOrAdd(state.TenantId, _ => new Slot());
        slot.Used = Interlocked.Increment(ref _clock);
        slot.Accept(state);
        Trim();
    }

    private void Trim()
    {
        if (_slots.Count <= Capacity) return;
        foreach (KeyValuePair<Guid, Slot> oldest in _slots.OrderBy(s => s.Value.Used).Take(_slots.Count - Capacity)) _slots.TryRemove(oldest);
    }

    private sealed class Slot
    {
        private readonly Lock _replacing = new();
        private volatile TenantState? _state;
        private volatile bool _mustCheck = true;

        public SemaphoreSlim Loading { get; } = new(1, 1);

        public long Used { get; set; }

        public bool MustCheck
        {
            get => _mustCheck;
            set => _mustCheck = value;
        }

        public TenantState? State => _state;

        // Revisions only go forward, whichever way and order they arrive in.
        public TenantState Accept(TenantState state)
        {
            lock (_replacing)
            {
                if (_state is null || _state.Revision < state.Revision) _state = state;
                return _state;
            }
        }
    }
}
