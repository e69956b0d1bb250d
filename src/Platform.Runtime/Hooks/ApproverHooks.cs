using System.Text.Json;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>Hooks that find approvers: they see the record as the system does, read, and give back ids of users.</summary>
internal sealed class ApproverHooks(HookTransaction transaction, RecordCaller caller, WriteSession session)
{
    private const string Event = "approvers";

    // Many more than a step could ask.
    private const int MostUsers = 100;

    /// <summary>Asks a hook.</summary>
    public async Task<ApproversFound> FindAsync(string name, ObjectModel target, Guid record, Guid submitter, CancellationToken cancellation)
    {
        if (caller.Model.HooksOf(target.Name, HookEvent.Approvers).FirstOrDefault(h => h.Name == name) is not { } found)
        {
            return Nobody(name, ScriptCodes.Failure(ScriptCodes.Inactive));
        }

        HookDocument hook = transaction.Rehearsed(found);
        RecordCaller reader = hook.RunAs == HookIdentity.System ? SystemCaller.Of(caller) : caller.AsUser();
        List<Guid> users = [];
        JsonElement arguments = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["id"] = record.ToString("D") });
        (ScriptAnswer read, _) = await transaction.Engine.Queries.ReadAsync("get", target, arguments, reader, session, 1, cancellation);
        if (read.IsRefusal) return Nobody(name, new ScriptFailure(ScriptCodes.Thrown, "The record cannot be read."));
        ReadOnlyMemory<byte> input = HookInput.Of(hook, Event, caller, transaction.Engine.Time.GetUtcNow(), writer =>
        {
            writer.WriteString("object", target.Name);
            writer.WriteString("submitter", submitter);
            writer.WritePropertyName("record");
            writer.WriteRawValue(read.Json.Span, skipInputValidation: true);
        });
        ScriptRun run = new(hook, Event, caller, session, input) { Object = target.Name, IsReadOnly = true, Accept = result => Accept(result, users) };
        ScriptOutcome outcome = await transaction.RunAsync(run, cancellation);
        return outcome.Failure is { } failure ? Nobody(hook.Label?.In(caller.Language) ?? name, failure) : new ApproversFound(users);
    }

    private static ApproversFound Nobody(string hook, ScriptFailure failure) => new([], HookFailures.Problem(hook, failure));

    private static ScriptFailure? Accept(ReadOnlyMemory<byte> result, List<Guid> users)
    {
        using var document = JsonDocument.Parse(result);
        JsonElement value = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("value", out JsonElement given) ? given : default;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return Add(value, users);
            case JsonValueKind.Array when value.GetArrayLength() <= MostUsers:
                return value.EnumerateArray().Select(v => Add(v, users)).FirstOrDefault(f => f is not null);
            default:
                return Invalid();
        }
    }

    private static ScriptFailure? Add(JsonElement value, List<Guid> users)
    {
        if (value.ValueKind != JsonValueKind.String || !Guid.TryParseExact(value.GetString(), "D", out Guid user)) return Invalid();
        users.Add(user);
        return null;
    }

    private static ScriptFailure Invalid() => new(ScriptCodes.ResultInvalid, $"A hook that finds approvers gives ids of users, {MostUsers} at most.");
}
