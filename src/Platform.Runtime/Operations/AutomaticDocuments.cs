namespace Platform.Runtime.Operations;

/// <summary>
/// Documents that clients have sent together with their hash, to name them by it from then on. Bounded: the least recently used go first, of the tenant that
/// has too many, or of all; a client whose document is gone sends it again.
/// </summary>
/// <param name="maxPerTenant">Most documents of a tenant.</param>
/// <param name="maxCharacters">Most characters of all documents together.</param>
internal sealed class AutomaticDocuments(int maxPerTenant = 1_000, int maxCharacters = 16 * 1024 * 1024)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid Tenant, string Hash), LinkedListNode<Entry>> _byHash = [];
    private readonly Dictionary<Guid, int> _counts = [];
    private readonly LinkedList<Entry> _byUse = new();
    private int _characters;

    /// <summary>Number of documents kept, for tests and metrics.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _byHash.Count;
        }
    }

    /// <summary>The document of a hash; null when there is none any more.</summary>
    public string? Find(Guid tenant, string hash)
    {
        lock (_gate)
        {
            if (!_byHash.TryGetValue((tenant, hash), out LinkedListNode<Entry>? node)) return null;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Document;
        }
    }

    /// <summary>Keeps a document whose hash was found right.</summary>
    public void Keep(Guid tenant, string hash, string document)
    {
        if (document.Length > maxCharacters / 4) return;
        lock (_gate)
        {
            if (_byHash.ContainsKey((tenant, hash))) return;
            _byHash.Add((tenant, hash), _byUse.AddLast(new Entry(tenant, hash, document)));
            _counts[tenant] = _counts.GetValueOrDefault(tenant) + 1;
            _characters += document.Length;
            if (_counts[tenant] > maxPerTenant) Remove(Oldest(tenant));
            while (_characters > maxCharacters) Remove(_byUse.First!);
        }
    }

    private LinkedListNode<Entry> Oldest(Guid tenant)
    {
        LinkedListNode<Entry> node = _byUse.First!;
        while (node.Value.Tenant != tenant) node = node.Next!;
        return node;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        Entry entry = node.Value;
        _byUse.Remove(node);
        _byHash.Remove((entry.Tenant, entry.Hash));
        _characters -= entry.Document.Length;
        if (--_counts[entry.Tenant] == 0) _counts.Remove(entry.Tenant);
    }

    private sealed record Entry(Guid Tenant, string Hash, string Document);
}
