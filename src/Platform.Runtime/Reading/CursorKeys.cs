using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Runtime.Reading;

/// <summary>The keys under which cursors are sealed: one per tenant, the same on every node and after a restart.</summary>
/// <param name="tenantKey">Secret of a tenant that all nodes share.</param>
public sealed class CursorKeys(Func<Guid, byte[]> tenantKey)
{
    private const int MaxKept = 10_000;
    private readonly ConcurrentDictionary<Guid, byte[]> _keys = new();

    /// <summary>The key of a tenant.</summary>
    public byte[] Of(Guid tenant)
    {
        if (_keys.Count > MaxKept) _keys.Clear();
        return _keys.GetOrAdd(tenant, id => HMACSHA256.HashData(tenantKey(id), Encoding.UTF8.GetBytes("cursors")));
    }
}
