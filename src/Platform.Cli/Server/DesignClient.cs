using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Cli.Server;

/// <summary>The design-time API of a server (<c>POST /metadata</c>).</summary>
internal sealed class DesignClient : IDisposable
{
    private const string PlanFields =
        """
        fromRevision isEmpty canApply toAccept changes { kind text } hazards { code severity message count samples { id value } }
        running { flow removed action count requests { object record recordName } steps { step waiting to } }
        statements { sql background } diagnostics { code severity message kind document pointer line column suggestion }
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http;

    /// <summary>A client for an address, with the token of an administrator.</summary>
    public DesignClient(Uri server, string token)
    {
        // A deploy of large tables takes its time; the server gives up before the client does.
        _http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/graphql-response+json");
    }

    /// <summary>The documents of a package that a tenant has.</summary>
    public async Task<IReadOnlyList<InstalledDocument>> DocumentsAsync(string package, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync("query($package: String) { documents(package: $package) { kind name id body } }", new JsonObject { ["package"] = package }, cancellation);
        return data["documents"].Deserialize<InstalledDocument[]>(Json)!;
    }

    /// <summary>What edits would do, and what becomes of pending requests of approval flows by the choices.</summary>
    public async Task<PlanAnswer> PlanAsync(JsonArray edits, JsonArray running, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync(
            $"query($edits: [DocumentEdit!]!, $running: [RunningChoice!]!) {{ plan(edits: $edits, onRunning: $running) {{ {PlanFields} }} }}",
            new JsonObject { ["edits"] = edits.DeepClone(), ["running"] = running.DeepClone() },
            cancellation);
        return data["plan"].Deserialize<PlanAnswer>(Json)!;
    }

    /// <summary>One part of a back-test of edits, newest saves first.</summary>
    public async Task<BackTestAnswer> BackTestAsync(JsonArray edits, string? before, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync(
            """
            query($edits: [DocumentEdit!]!, $before: String) {
              backTest(edits: $edits, before: $before) {
                hooks leftOut { hook reason } tried differing next
                differences { hook event object record at before { ...side } after { ...side } fields { name before after } }
              }
            }
            fragment side on HookOutcome { outcome message place writes { kind object record values } }
            """,
            new JsonObject { ["edits"] = edits.DeepClone(), ["before"] = before },
            cancellation);
        return data["backTest"].Deserialize<BackTestAnswer>(Json)!;
    }

    /// <summary>Repeats a run of a trace, with the sources that edits give.</summary>
    public async Task<ReplayAnswer> ReplayAsync(string trace, int run, JsonArray edits, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync(
            """
            mutation($trace: ID!, $run: Int!, $edits: [DocumentEdit!]!) { replayHook(trace: $trace, run: $run, edits: $edits) { same now differences { path before after } } }
            """,
            new JsonObject { ["trace"] = trace, ["run"] = run, ["edits"] = edits.DeepClone() },
            cancellation);
        return data["replayHook"].Deserialize<ReplayAnswer>(Json)!;
    }

    /// <summary>Applies edits; the new revision.</summary>
    public async Task<long> ApplyAsync(JsonArray edits, JsonArray running, string reason, long ifRevision, IEnumerable<string> accept, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync(
            """
            mutation($edits: [DocumentEdit!]!, $running: [RunningChoice!]!, $reason: String!, $revision: Int!, $accept: [String!]!) {
              apply(edits: $edits, onRunning: $running, reason: $reason, ifRevision: $revision, accept: $accept) { revision }
            }
            """,
            new JsonObject { ["edits"] = edits.DeepClone(), ["running"] = running.DeepClone(), ["reason"] = reason, ["revision"] = ifRevision, ["accept"] = List(accept) },
            cancellation);
        return (long)data["apply"]!["revision"]!;
    }

    /// <summary>What going back to a revision would do.</summary>
    public async Task<PlanAnswer> PlanRollbackAsync(int revision, JsonArray running, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync(
            $"query($to: Int!, $running: [RunningChoice!]!) {{ planRollback(to: $to, onRunning: $running) {{ {PlanFields} }} }}",
            new JsonObject { ["to"] = revision, ["running"] = running.DeepClone() },
            cancellation);
        return data["planRollback"].Deserialize<PlanAnswer>(Json)!;
    }

    /// <summary>Goes back to a revision; the new revision.</summary>
    public async Task<long> RollbackAsync(int to, JsonArray running, string reason, long ifRevision, IEnumerable<string> accept, CancellationToken cancellation)
    {
        JsonNode data = await AskAsync(
            """
            mutation($to: Int!, $running: [RunningChoice!]!, $reason: String!, $revision: Int!, $accept: [String!]!) {
              rollback(to: $to, onRunning: $running, reason: $reason, ifRevision: $revision, accept: $accept) { revision }
            }
            """,
            new JsonObject { ["to"] = to, ["running"] = running.DeepClone(), ["reason"] = reason, ["revision"] = ifRevision, ["accept"] = List(accept) },
            cancellation);
        return (long)data["rollback"]!["revision"]!;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private async Task<JsonNode> AskAsync(string query, JsonObject variables, CancellationToken cancellation)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.PostAsJsonAsync("metadata", new JsonObject { ["query"] = query, ["variables"] = variables }, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new CommandException($"{_http.BaseAddress} does not answer: {failure.Message}");
        }

        using (answer)
        {
            if (answer.StatusCode is HttpStatusCode.Unauthorized) throw new CommandException($"{_http.BaseAddress} does not know the API key, or it has ended.");
            JsonNode? body;
            try
            {
                body = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation);
            }
            catch (Exception failure) when (failure is JsonException or NotSupportedException)
            {
                throw new CommandException($"{_http.BaseAddress} answered {(int)answer.StatusCode} with something else than JSON. Is it a platform?");
            }

            if (body?["errors"] is JsonArray { Count: > 0 } errors) throw new CommandException(string.Join(Environment.NewLine, errors.Select(Said)));
            return body?["data"] ?? throw new CommandException($"{_http.BaseAddress} answered {(int)answer.StatusCode}: {(string?)body?["title"] ?? "no data"}.");
        }
    }

    private static string Said(JsonNode? error) => (string?)error?["extensions"]?["code"] is { } code ? $"{code}: {(string?)error["message"]}" : (string?)error?["message"] ?? "An error without a message.";
}
