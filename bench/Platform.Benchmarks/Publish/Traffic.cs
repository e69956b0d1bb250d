using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Platform.Benchmarks.Publish;

/// <summary>Sends one request after the other, and notes the longest and what went wrong.</summary>
internal sealed class Traffic(HttpClient client, string query)
{
    /// <summary>Milliseconds of the slowest request.</summary>
    public double Longest { get; private set; }

    public int Requests { get; private set; }

    public ConcurrentQueue<string> Errors { get; } = [];

    public async Task RunAsync(CancellationToken over, int most = int.MaxValue)
    {
        while (!over.IsCancellationRequested && Requests < most)
        {
            long begun = Stopwatch.GetTimestamp();
            string sent = query.Replace("RANDOM", (Requests % 1000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            using HttpResponseMessage response = await client.PostAsJsonAsync("/graphql", new { query = sent }, CancellationToken.None);
            string body = await response.Content.ReadAsStringAsync(CancellationToken.None);
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            Requests++;
            if (!response.IsSuccessStatusCode || body.Contains("\"errors\"", StringComparison.Ordinal)) Errors.Enqueue(body);
        }
    }
}
