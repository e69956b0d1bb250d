using System.Runtime.CompilerServices;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Reading;

/// <summary>
/// The operation caches of all tenants on a node: one for each model and permission set, for as long as those live. Together they keep a bounded number of
/// plans; when there are more, the caches that have not been used for longest are given up first. Those that nobody has used for a while are given up
/// anyway, so that idle tenants cost next to nothing.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
internal sealed class OperationCaches(ReadingOptions options, TimeProvider time)
{
    private readonly ConditionalWeakTable<PermissionSet, OperationCache> _caches = [];
    private readonly Lock _trimming = new();
    private long _clock;
    private long _lookedAt = time.GetTimestamp();
    private int _added;

    /// <summary>Documents and plans kept at present, for tests and metrics.</summary>
    public int Count => _caches.Sum(cache => cache.Value.Count);

    /// <summary>The cache of a model under a permission set.</summary>
    public OperationCache Of(TenantModel model, PermissionSet permissions)
    {
        OperationCache cache = _caches.GetValue(permissions, rights => new OperationCache(new RecordsSchema(model, rights), options, Added));
        cache.Used = Interlocked.Increment(ref _clock);
        long now = cache.UsedAt = time.GetTimestamp();
        long looked = Interlocked.Read(ref _lookedAt);
        bool isTime = time.GetElapsedTime(looked, now) > options.IdleAfter / 4 && Interlocked.CompareExchange(ref _lookedAt, now, looked) == looked;
        if (isTime) GiveUpIdle(now);
        return cache;
    }

    private void GiveUpIdle(long now)
    {
        foreach ((PermissionSet rights, OperationCache cache) in _caches)
        {
            if (time.GetElapsedTime(cache.UsedAt, now) > options.IdleAfter) _caches.Remove(rights);
        }
    }

    // Counts what was added since the last look, which can only be more than what is kept: models go with their caches, and nobody tells.
    private void Added()
    {
        if (Interlocked.Increment(ref _added) < options.MaxPlans || !_trimming.TryEnter()) return;
        try
        {
            KeyValuePair<PermissionSet, OperationCache>[] oldest = [.. _caches.OrderBy(cache => cache.Value.Used)];
            int kept = oldest.Sum(cache => cache.Value.Count);
            foreach ((PermissionSet rights, OperationCache cache) in oldest)
            {
                if (kept <= options.MaxPlans / 4 * 3) break;
                kept -= cache.Count;
                _caches.Remove(rights);
            }

            Interlocked.Exchange(ref _added, kept);
        }
        finally
        {
            _trimming.Exit();
        }
    }
}
