using System.Collections.Concurrent;
using Platform.GraphQL.Schema;

namespace Platform.Runtime.Reading;

/// <summary>
/// The schema of one model under one permission set, with the documents that were sent against it. It lives as long as the permission set does,
/// which lives as long as the model: a deploy leaves nothing stale behind.
/// </summary>
internal sealed class OperationCache(RecordsSchema schema, ReadingOptions options, Action added)
{
    private readonly ConcurrentDictionary<(string Query, string? Name), CachedOperation> _operations = new();
    private long _clock;

    public RecordsSchema Schema => schema;

    /// <summary>When it was last used; set and compared by <see cref="OperationCaches"/>.</summary>
    public long Used { get; set; }

    /// <summary>The time of that, as the caches' clock counts.</summary>
    public long UsedAt { get; set; }

    /// <summary>Documents and plans kept.</summary>
    public int Count => _operations.Values.Sum(o => 1 + o.PlanCount);

    public CachedOperation Get(string query, string? operationName)
    {
        (string, string?) key = (query, operationName);
        if (!_operations.TryGetValue(key, out CachedOperation? operation))
        {
            operation = new CachedOperation(schema, query, operationName, options.MaxPlansPerDocument, added);
            bool keeps = operation.Prepared.Success && query.Length <= options.MaxCachedDocumentLength;
            if (keeps) operation = _operations.GetOrAdd(key, operation);
            if (_operations.Count > options.MaxDocuments) Trim();
            if (keeps) added();
        }

        operation.Used = Interlocked.Increment(ref _clock);
        return operation;
    }

    // A quarter goes at once, so that a stream of new documents does not sort the cache for each of them.
    private void Trim()
    {
        foreach (var oldest in _operations.OrderBy(o => o.Value.Used).Take(options.MaxDocuments / 4)) _operations.TryRemove(oldest);
    }
}
