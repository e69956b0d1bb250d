using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>Clients that write single records and many at once, and read, until they are stopped; and what became of it.</summary>
internal sealed class GraphQLTraffic(HttpClient client)
{
    public const int BulkSize = 200;

    private const string Bulk = "mutation ($inputs: [DepartmentCreate!]!) { createDepartments(inputs: $inputs) { records { id } } }";
    private const string Single = "mutation ($name: String!) { createDepartment(input: {name: $name}) { record { id } } }";
    private const string Read = "{ departments(first: 100, orderBy: [{name: ASC}]) { nodes { id name createdBy { name } } totalCount } }";
    private readonly ConcurrentBag<string> _unexpected = [];
    private long _bulk, _single, _read, _failures;
    private volatile bool _stopped;

    public long WrittenInBulk => Interlocked.Read(ref _bulk);

    public long Successes => WrittenInBulk + Interlocked.Read(ref _single) + Interlocked.Read(ref _read);

    /// <summary>Requests that were told that the database or the host is away.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>What the first of them was told, or why it was told nothing; null while there is none.</summary>
    public string? FirstFailure { get; private set; }

    /// <summary>Ids of single records whose writing was acknowledged.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Each kind of request has succeeded.</summary>
    public bool IsFlowing => WrittenInBulk > 1 && Interlocked.Read(ref _single) > 3 && Interlocked.Read(ref _read) > 3;

    /// <summary>Answers that are neither success nor a clear refusal.</summary>
    public IReadOnlyCollection<string> Unexpected => _unexpected;

    public void Stop() => _stopped = true;

    public Task RunAsync() => Task.WhenAll(
        LoopAsync(async n =>
        {
            object[] inputs = [.. Enumerable.Range(0, BulkSize).Select(i => new { name = $"bulk {n} {i}" })];
            if (await AskAsync(Bulk, new { inputs }) is not null) Interlocked.Increment(ref _bulk);
        }),
        LoopAsync(async n =>
        {
            if (await AskAsync(Single, new { name = $"single {n}" }) is not { } data) return;
            Acknowledged.Add(data.GetProperty("createDepartment").GetProperty("record").GetProperty("id").GetString()!);
            Interlocked.Increment(ref _single);
        }),
        LoopAsync(async _ =>
        {
            if (await AskAsync(Read, null) is not null) Interlocked.Increment(ref _read);
        }));

    private async Task LoopAsync(Func<int, Task> request)
    {
        for (int n = 0; !_stopped; n++) await request(n);
    }

    /// <summary>The data of the answer; null when the request was clearly refused.</summary>
    private async Task<JsonElement?> AskAsync(string query, object? variables)
    {
        try
        {
            using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new { query, variables });
            JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (response.StatusCode == HttpStatusCode.OK && !body.TryGetProperty("errors", out _)) return body.GetProperty("data");
            bool isTold = response.StatusCode == HttpStatusCode.ServiceUnavailable && body.GetProperty("code").GetString() == "DATABASE_UNAVAILABLE";
            FirstFailure ??= $"{(int)response.StatusCode} {body}";
            if (!isTold) _unexpected.Add($"{(int)response.StatusCode} {body}");
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // The connection to the host itself broke.
            FirstFailure ??= gone.Message;
        }

        Interlocked.Increment(ref _failures);
        return null;
    }
}
