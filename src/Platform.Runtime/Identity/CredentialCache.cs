using System.Collections.Concurrent;
using Platform.Runtime.Database;

namespace Platform.Runtime.Identity;

/// <summary>
/// Credentials that were found valid, so that a request costs no query. Triggers of the catalog announce every change that could make an
/// entry wrong (sign-out, a role taken away, a tenant closed), whoever made it; while announcements do not arrive, entries live for seconds.
/// </summary>
/// <remarks>
/// Bounded by two generations: when the younger is full it becomes the older, and the older is forgotten; an entry in use moves to the younger.
/// </remarks>
internal sealed class CredentialCache(CredentialReader reader, TimeProvider time) : INotificationSubscriber
{
    internal const int GenerationSize = 20_000;
    private static readonly TimeSpan LifetimeListening = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LifetimeDeaf = TimeSpan.FromSeconds(2);
    private readonly Lock _turning = new();
    private ConcurrentDictionary<string, Entry> _younger = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, Entry> _older = new(StringComparer.Ordinal);
    private volatile bool _isListening;
    private long _changes;

    /// <inheritdoc/>
    public string Channel => "platform_identity";

    /// <summary>Number of entries, for tests and metrics.</summary>
    internal int Count => _younger.Count + _older.Count;

    /// <summary>Whom a credential belongs to; null when it is not valid.</summary>
    internal async ValueTask<RequestIdentity?> FindAsync(string token, CancellationToken cancellation)
    {
        if (!CredentialToken.HasForm(token)) return null;
        byte[] hash = CredentialToken.Hash(token);
        string key = Convert.ToHexStringLower(hash);
        DateTime now = time.GetUtcNow().UtcDateTime;
        if (TryGet(key, now) is { } known) return known;

        long changes = Interlocked.Read(ref _changes);
        KnownCredential? found = await reader.FindAsync(hash, CredentialToken.IsApiKey(token), cancellation);
        if (found is null) return null;
        if (found.Identity.IsApiKey) await reader.MarkUsedAsync(found.Identity.CredentialId, cancellation);
        // A change announced while the query ran may not be in its answer: serve this request, and ask again for the next one.
        Keep(key, new Entry(found, now), changes);
        return found.Identity;
    }

    /// <inheritdoc/>
    public void ListeningBegan()
    {
        Clear();
        _isListening = true;
    }

    /// <inheritdoc/>
    public void ListeningEnded() => _isListening = false;

    /// <inheritdoc/>
    public void Received(string payload)
    {
        Interlocked.Increment(ref _changes);
        string id = payload.Length > 2 ? payload[2..] : "";
        if (payload.StartsWith("c:", StringComparison.Ordinal))
        {
            _younger.TryRemove(id, out _);
            _older.TryRemove(id, out _);
            return;
        }
        if (!Guid.TryParse(id, out Guid subject))
        {
            Clear();
            return;
        }
        Forget(_younger, payload[0], subject);
        Forget(_older, payload[0], subject);
    }

    private RequestIdentity? TryGet(string key, DateTime now)
    {
        long changes = Interlocked.Read(ref _changes);
        bool isYoung = _younger.TryGetValue(key, out Entry? entry);
        if (!isYoung && !_older.TryGetValue(key, out entry)) return null;
        TimeSpan lifetime = _isListening ? LifetimeListening : LifetimeDeaf;
        if (entry!.ReadAt + lifetime <= now || entry.Credential.ExpiresAt <= now) return null;
        if (!isYoung) Keep(key, entry, changes);
        return entry.Credential.Identity;
    }

    /// <summary>Keeps an entry that was read when <paramref name="changes"/> changes had been announced.</summary>
    private void Keep(string key, Entry entry, long changes)
    {
        if (_younger.Count >= GenerationSize)
        {
            lock (_turning)
            {
                if (_younger.Count >= GenerationSize)
                {
                    _older = _younger;
                    _younger = new ConcurrentDictionary<string, Entry>(StringComparer.Ordinal);
                }
            }
        }
        _younger[key] = entry;
        // An announcement counts first and removes second: one that came in between is either seen here, or removes what was kept.
        if (changes != Interlocked.Read(ref _changes)) _younger.TryRemove(key, out _);
    }

    private void Clear()
    {
        Interlocked.Increment(ref _changes);
        _younger.Clear();
        _older.Clear();
    }

    private static void Forget(ConcurrentDictionary<string, Entry> generation, char kind, Guid subject)
    {
        foreach ((string key, Entry entry) in generation)
        {
            RequestIdentity identity = entry.Credential.Identity;
            Guid part = kind switch
            {
                'm' => identity.MembershipId,
                't' => identity.TenantId,
                'i' => identity.IdentityId,
                _ => subject,
            };
            if (part == subject) generation.TryRemove(key, out _);
        }
    }

    private sealed record Entry(KnownCredential Credential, DateTime ReadAt);
}
