using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Scripting.Running;

namespace Platform.Runtime.Hooks;

/// <summary>Failures of scripts in words for people.</summary>
internal static class HookFailures
{
    /// <summary>The refusal of a write that a hook of it failed.</summary>
    public static WriteRefusal Refusal(WriteBatch batch, HookDocument hook, ScriptFailure failure)
    {
        string message = Message(hook, failure, batch.Caller.Language);
        return new WriteRefusal(GraphQLErrorCode.HookFailed, message, [new WriteProblem(batch.Layout.Object.Name, null, null, null, failure.Code, message)]);
    }

    /// <summary>What failed and why, with the author's place.</summary>
    public static string Message(ScriptDocument script, ScriptFailure failure, string language) =>
        WriteMessages.Catalogue.Text(Problem(script.Label?.In(language) ?? script.Name, failure), language);

    /// <summary>The failure of a script as a problem, whose message names the script.</summary>
    public static ValueProblem Problem(string script, ScriptFailure failure)
    {
        string said = failure.Place is { } place ? $"{failure.Message} ({place})" : failure.Message;
        return new ValueProblem(failure.Code, [ProblemParameter.Of("hook", script), ProblemParameter.Of("limit", failure.Limit ?? 0), ProblemParameter.Of("message", said)]);
    }
}
