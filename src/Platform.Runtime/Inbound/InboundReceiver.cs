using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Runtime.Database;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Secrets;
using Platform.Runtime.Writing;

namespace Platform.Runtime.Inbound;

/// <summary>
/// Takes calls of other systems: verifies them, makes a record of them or changes one, and answers. The effect and the note that the call was accepted are one transaction: of
/// two calls with the same key one has an effect, and both get its answer. Whoever does not know the secret learns nothing, not even whether there is an endpoint.
/// </summary>
internal sealed class InboundReceiver(
    NpgsqlDataSource dataSource, TenantModels models, SecretStore secrets, InboundCalls calls, InboundRates rates, ServiceCallers callers, RecordWriter writer, InboundHooks hooks,
    StorageRoom room, TimeProvider time)
{
    /// <summary>Most bytes of a body.</summary>
    public const int MostBytes = 1024 * 1024;

    // Notes of calls by strangers, in a minute and of one endpoint.
    private const int MostStrangers = 30;
    private const int LongestKey = 200;
    private const int LongestExcerpt = 2_000;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Handles a call.</summary>
    public async Task HandleAsync(HttpContext context, string tenant, string path)
    {
        long began = Stopwatch.GetTimestamp();
        if (await BodyAsync(context.Request, context.RequestAborted) is not { } body)
        {
            await context.WriteProblemAsync(ProblemCatalog.TooLarge);
            return;
        }

        if (await FindAsync(tenant, path, context.RequestAborted) is not (TenantState state, InboundEndpointDocument endpoint))
        {
            await context.WriteProblemAsync(ProblemCatalog.InboundRefused);
            return;
        }

        InboundCall call = new(state, endpoint, context, body, time.GetUtcNow(), began);
        InboundAnswer answer = await AnswerAsync(call, context.RequestAborted);
        await call.RespondAsync(answer);
    }

    private async Task<InboundAnswer> AnswerAsync(InboundCall call, CancellationToken cancellation)
    {
        SecretValue? secret = await secrets.FindAsync(call.State.TenantId, call.Endpoint.Secret, cancellation);
        string? refusal = secret is null ? $"The secret \"{call.Endpoint.Secret}\" is not set."
            : InboundVerification.Refusal(call.Endpoint, secret, call.Context.Request.Headers, call.Body, call.At);
        if (refusal is not null)
        {
            bool isNoted = rates.Count(call.State.TenantId, call.Endpoint.Id, isKnown: false, MostStrangers) is null;
            return await RefuseAsync(call with { Body = [] }, null, ProblemCatalog.InboundRefused, refusal, cancellation, isNoted);
        }

        if (rates.Count(call.State.TenantId, call.Endpoint.Id, isKnown: true, call.Endpoint.PerMinute) is { } wait)
        {
            call.Context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new InboundAnswer(ProblemCatalog.InboundTooMany);
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(call.Body, Strict);
        }
        catch (JsonException malformed)
        {
            return await RefuseAsync(call, null, ProblemCatalog.BadRequest, "The body is not JSON: " + malformed.Message, cancellation);
        }

        using (json) return await TakeAsync(call, json.RootElement, cancellation);
    }

    private async Task<InboundAnswer> TakeAsync(InboundCall call, JsonElement json, CancellationToken cancellation)
    {
        string? key, problem;
        InboundBody? inputs;
        try
        {
            key = KeyOf(call, json);
            inputs = InboundBody.Read(call.Endpoint, json, out problem);
        }
        catch (InvalidOperationException)
        {
            // A text or a name with half of a surrogate pair in it is valid JSON that no text can be made of.
            return await RefuseAsync(call, null, ProblemCatalog.InboundRejected, "The body holds half of a surrogate pair.", cancellation);
        }

        if (key?.Length > LongestKey || key?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return await RefuseAsync(call, null, ProblemCatalog.InboundRejected, "The key by which repeats are told is too long.", cancellation);
        }

        if (key is not null && await calls.FindAsync(call.State.TenantId, call.Endpoint.Id, key, cancellation) is { } known) return InboundAnswer.Repeated(known.Status, known.Response);
        if (inputs is null) return await RefuseAsync(call, key, ProblemCatalog.InboundRejected, problem!, cancellation);
        if (await callers.FindAsync(call.State.TenantId, call.Endpoint.RunAs, call.Endpoint.Roles, cancellation) is not { } caller)
        {
            return await RefuseAsync(call, key, ProblemCatalog.InboundRejected, "There is no active user in whose name records could be written.", cancellation);
        }

        room.RequireForRecords();
        return call.Endpoint.Hook is null
            ? await WriteAsync(call, key, inputs, caller, cancellation)
            : await RunHookAsync(call, key, json, caller, cancellation);
    }

    private async Task<InboundAnswer> RunHookAsync(InboundCall call, string? key, JsonElement json, RecordCaller caller, CancellationToken cancellation)
    {
        InboundOutcome outcome = await hooks.RunAsync(
            new InboundEvent(call.Endpoint, json, call.Context.Request.Headers, key), caller, answer => InboundCalls.Accept(call.Entry(key, StatusCodes.Status200OK, answer)), cancellation);
        if (outcome.IsRepeated && await calls.FindAsync(call.State.TenantId, call.Endpoint.Id, key!, cancellation) is { } known) return InboundAnswer.Repeated(known.Status, known.Response);
        if (outcome.Refusal is { } refusal) return await RefuseAsync(call, key, outcome.IsOfMachine ? ProblemCatalog.NotReady : ProblemCatalog.InboundRejected, refusal, cancellation);
        return InboundAnswer.Accepted(outcome.Answer!);
    }

    private async Task<InboundAnswer> WriteAsync(InboundCall call, string? key, InboundBody inputs, RecordCaller caller, CancellationToken cancellation)
    {
        var mapping = InboundMapping.Of(caller.Model, call.Endpoint);
        string response = string.Empty;
        bool isRepeated = false;
        WriteRequest request = new(mapping.Layout.Object, WriteKind.Create, [new WriteInput(null, mapping.Input(inputs, call.At, caller.TenantTimeZone), null)])
        {
            IsMany = call.Endpoint.MatchBy is not null,
            MatchBy = call.Endpoint.MatchBy is { } match ? mapping.Layout[match] : null,
            Along = batch =>
            {
                response = $"{{\"id\":\"{batch.Records[0].Id:D}\"}}";
                batch.HasPendingChecks = true;
                batch.Session.Enqueue(InboundCalls.Accept(call.Entry(key, StatusCodes.Status200OK, response)), async (reader, c) =>
                {
                    isRepeated = !await reader.ReadAsync(c);
                    if (isRepeated) batch.Refusal ??= new WriteRefusal(GraphQLErrorCode.Conflict, "The call was accepted before.", []);
                });
            },
        };
        WriteOutcome outcome = await writer.WriteAsync(request, caller, null, cancellation);
        if (isRepeated && await calls.FindAsync(call.State.TenantId, call.Endpoint.Id, key!, cancellation) is { } known) return InboundAnswer.Repeated(known.Status, known.Response);
        if (outcome.Refusal is { } refusal) return await RefuseAsync(call, key, ProblemCatalog.InboundRejected, Told(refusal), cancellation);
        if (outcome.Failures is [var failure, ..]) return await RefuseAsync(call, key, ProblemCatalog.InboundRejected, Told(failure.Refusal), cancellation);
        return InboundAnswer.Accepted(response);
    }

    private static string Told(WriteRefusal refusal) =>
        string.Join("; ", refusal.Problems.Select(p => $"{p.Code} {p.Field}: {p.Message}").DefaultIfEmpty(refusal.Message));

    private static string? KeyOf(InboundCall call, JsonElement json)
    {
        InboundEndpointDocument endpoint = call.Endpoint;
        string? at = endpoint.KeyAt ?? (endpoint.KeyHeader is null ? InboundVerification.KeyAt(endpoint.Scheme) : null);
        if (at is not null)
        {
            return InboundBody.Find(json, at) switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } given ? given : null,
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                _ => null,
            };
        }

        string? header = endpoint.KeyHeader ?? InboundVerification.KeyHeader(endpoint.Scheme);
        return header is not null && call.Context.Request.Headers[header].ToString() is { Length: > 0 } value ? value : null;
    }

    private async Task<InboundAnswer> RefuseAsync(
        InboundCall call, string? key, Problem problem, string error, CancellationToken cancellation, bool isNoted = true)
    {
        InboundEntry entry = call.Entry(key, problem.Status, string.Empty) with { Code = problem.Code, Error = FailureText.Of(error) };
        if (isNoted) await calls.NoteAsync(entry, cancellation);
        return new InboundAnswer(problem);
    }

    private async Task<(TenantState, InboundEndpointDocument)?> FindAsync(string tenant, string path, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT id FROM platform.tenants WHERE slug = $1 AND status = 'active'");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        if (tenant.Contains('\0', StringComparison.Ordinal) || await command.ExecuteScalarAsync(cancellation) is not Guid id) return null;
        if (await models.GetAsync(id, cancellation) is not { } state) return null;
        return state.Model.InboundEndpoints.FirstOrDefault(e => e.Active && e.Path == path) is { } endpoint ? (state, endpoint) : null;
    }

    /// <summary>The body; null when it is too large.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MostBytes) return null;
        using MemoryStream body = new();
        byte[] buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > MostBytes) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>A call that is being taken.</summary>
    private sealed record InboundCall(TenantState State, InboundEndpointDocument Endpoint, HttpContext Context, byte[] Body, DateTimeOffset At, long Began)
    {
        public InboundEntry Entry(string? key, int status, string response) => new(
            State.TenantId, Endpoint.Id, key is null ? null : FailureText.Of(key, LongestKey), At.UtcDateTime, Stopwatch.GetElapsedTime(Began), status,
            FailureText.Of(Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 4 * LongestExcerpt))), LongestExcerpt), response);

        public async Task RespondAsync(InboundAnswer answer)
        {
            if (answer.Problem is { } problem)
            {
                await Context.WriteProblemAsync(problem);
                return;
            }

            if (answer.IsRepeated) Context.Response.Headers["Idempotent-Replayed"] = "true";
            Context.Response.StatusCode = answer.Status;
            Context.Response.ContentType = "application/json";
            Context.Response.Headers.CacheControl = "no-store";
            await Context.Response.WriteAsync(answer.Body, Context.RequestAborted);
        }
    }

    /// <summary>What a caller is told.</summary>
    private sealed record InboundAnswer(Problem? Problem, int Status = 0, string Body = "", bool IsRepeated = false)
    {
        public static InboundAnswer Accepted(string body) => new(null, StatusCodes.Status200OK, body);

        public static InboundAnswer Repeated(int status, string body) => new(null, status, body, IsRepeated: true);
    }
}
