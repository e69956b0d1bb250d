using System.Text.Json.Nodes;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Publishing;
using Platform.Scripting.Processes;
using Platform.Scripting.Running;
using Platform.Scripting.Sources;

namespace Platform.Runtime.Design;

/// <summary>The resolvers that help to write hooks.</summary>
internal sealed class HookResolvers(HookChecks checks)
{
    /// <summary>The resolver of a field; null for a field of others.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "checkHook") => CheckAsync,
        ("Query", "completeHook") => CompleteAsync,
        _ => null,
    };

    private async ValueTask<object?> CheckAsync(ResolveContext context)
    {
        (TenantModel model, ScriptDocument? hook) = Drafted(context);
        if (hook is null) return Array.Empty<object>();
        List<Diagnostic> found = [.. await checks.CheckAsync(hook)];
        found.AddRange(await checks.Types.CheckOneAsync(model, hook, context.CancellationToken));
        return found.Select(DesignViews.Of).ToArray();
    }

    private async ValueTask<object?> CompleteAsync(ResolveContext context)
    {
        (TenantModel model, ScriptDocument? hook) = Drafted(context);
        string path = context.Argument<string>("path")!;
        int offset = context.Argument<int>("position");
        if (hook?.Modules.FirstOrDefault(m => m.Path == path) is not { } module || offset < 0 || offset > module.Source.Length) return Array.Empty<object>();
        try
        {
            IReadOnlyList<ScriptCompletion> found = await checks.Types.CompleteAsync(model, hook, path, offset, context.CancellationToken);
            return found.Select(c => new Dictionary<string, object?> { ["name"] = c.Name, ["kind"] = c.Kind }).ToArray();
        }
        catch (ScriptingUnavailableException missing)
        {
            return FieldErrors.Of(new GraphQLError(missing.Message) { Code = GraphQLErrorCode.Internal, Reason = ScriptCodes.Unavailable });
        }
    }

    /// <summary>The hook or action as its author has it, in the model that the draft gives; null when none was given, or it cannot be read.</summary>
    internal static (TenantModel Model, ScriptDocument? Hook) Drafted(ResolveContext context)
    {
        JsonNode? document = context.Argument<JsonNode>("hook");
        TenantState state = DesignResolvers.Caller(context).State;
        if (document is null) return (state.Model, null);
        DesignDraft draft = DesignDraft.Of(state, [.. DesignResolvers.Edits(context), new PutDocument(DesignResolvers.TextOf(document))]);
        string? name = document is JsonObject body && body["name"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        bool isAction = document is JsonObject given && given["kind"] is JsonValue kind && kind.TryGetValue(out string? said) && said == DocumentKinds.Action;
        return (draft.Model, isAction ? draft.Model.Actions.FirstOrDefault(a => a.Name == name)?.Document : draft.Model.Hooks.FirstOrDefault(h => h.Name == name));
    }
}
