using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Tracing;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>What one run may ask of the platform, within the transaction that it belongs to.</summary>
internal sealed class HookCalls(HookTransaction transaction, ScriptRun run) : IScriptCalls
{
    private readonly RecordCaller _caller = run.Script.RunAs == HookIdentity.System ? SystemCaller.Of(run.Caller) : run.Caller.AsUser();

    /// <summary>The calls so far.</summary>
    public List<HookRunCall> Made { get; } = [];

    /// <summary>The calls so far as the transaction's trace has them; none without a trace.</summary>
    public List<TracedCall> Traced { get; } = [];

    /// <inheritdoc/>
    public async Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation)
    {
        long begun = transaction.Engine.Time.GetTimestamp();
        int before = transaction.RowsRead + transaction.RecordsWritten;
        ScriptAnswer answer = await AnswerAsync(name, arguments, cancellation);
        string? target = Text(arguments, "object") ?? (Text(arguments, "url") is { } url ? HookHttp.HostOf(url) : null);
        TimeSpan wall = transaction.Engine.Time.GetElapsedTime(begun);
        HookRunCall call = new(name, target, wall, transaction.RowsRead + transaction.RecordsWritten - before, answer.Code);
        Made.Add(call);
        if (run.Session.Trace is { } trace) Traced.Add(CallTrace.Of(trace, run.Script, call, arguments, answer));
        return answer;
    }

    private async Task<ScriptAnswer> AnswerAsync(string name, JsonElement arguments, CancellationToken cancellation)
    {
        if (arguments.ValueKind != JsonValueKind.Object) return BadInput("The call has no arguments.");
        string[] parts = name.Split('.');
        if (run.Secrets is { } secrets && name == "http.request") return await new HookHttp(transaction, run, secrets).RequestAsync(arguments, cancellation);
        if (run.Secrets is { } keys && name == "secrets.hmacSha256") return await SignAsync(keys, arguments, cancellation);
        if (parts is not ["db", string action]) return ScriptAnswer.Refused("FORBIDDEN", $"A hook that runs within a transaction has no \"{parts[0]}\".");
        bool writes = action is "create" or "update" or "delete";
        if (!arguments.TryGetProperty("object", out JsonElement target) || target.ValueKind != JsonValueKind.String || !run.Caller.Model.TryGetObject(target.GetString()!, out ObjectModel? model))
        {
            return BadInput($"There is no object \"{(target.ValueKind == JsonValueKind.String ? target.GetString() : "")}\".");
        }

        HookAccess? access = run.Script.Access.FirstOrDefault(a => a.Object == model.Name);
        if (access is null || !(writes ? access.Write : access.Read))
        {
            return ScriptAnswer.Refused("FORBIDDEN", $"The hook does not declare that it {(writes ? "writes" : "reads")} {model.Name} (\"access\" of its document).");
        }

        if (writes && run.IsReadOnly) return ScriptAnswer.Refused("FORBIDDEN", $"A hook of the event \"{run.Event}\" only reads.");
        return writes
            ? await new HookWrites(transaction, run, _caller).WriteAsync(action, model, arguments, cancellation)
            : await ReadAsync(action, model, arguments, cancellation);
    }

    private async Task<ScriptAnswer> ReadAsync(string action, ObjectModel model, JsonElement arguments, CancellationToken cancellation)
    {
        int left = transaction.Limits.RowsRead - transaction.RowsRead;
        if (left <= 0) return Limit(ScriptCodes.Failure(ScriptCodes.TooManyRows, transaction.Limits.RowsRead));
        if (HookReach.Undeclared(run.Caller.Model, model, arguments, run.Script.Access) is { } undeclared)
        {
            return ScriptAnswer.Refused("FORBIDDEN", $"The hook does not declare that it reads {undeclared} (\"access\" of its document).");
        }

        (ScriptAnswer answer, int rows) = await transaction.Engine.Queries.ReadAsync(action, model, arguments, _caller, run.Session, left, cancellation);
        transaction.RowsRead += rows;
        return answer;
    }

    private static async Task<ScriptAnswer> SignAsync(ScriptSecrets secrets, JsonElement arguments, CancellationToken cancellation)
    {
        if (Text(arguments, "name") is not { } name || !secrets.Names.Contains(name)) return ScriptAnswer.Refused("FORBIDDEN", "The document does not name that secret (\"secrets\").");
        if (Text(arguments, "text") is not { } text) return BadInput("secrets.hmacSha256 takes the name of a secret and a text.");
        try
        {
            byte[] digest = await secrets.SignAsync(name, text, cancellation);
            return ScriptAnswer.Of($"\"{(Text(arguments, "encoding") == "base64" ? Convert.ToBase64String(digest) : Convert.ToHexStringLower(digest))}\"");
        }
        catch (SecretMissingException missing)
        {
            return ScriptAnswer.Refused(ScriptCodes.SecretMissing, missing.Message);
        }
    }

    private static string? Text(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A limit of the transaction is passed.</summary>
    internal static ScriptAnswer Limit(ScriptFailure failure) => ScriptAnswer.Refused(failure.Code, failure.Message);

    /// <summary>The arguments are not what the call takes.</summary>
    internal static ScriptAnswer BadInput(string message) => ScriptAnswer.Refused("BAD_USER_INPUT", message);
}
