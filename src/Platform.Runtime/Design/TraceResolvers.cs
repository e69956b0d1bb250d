using System.Globalization;
using System.Text.Json.Nodes;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Types;
using Platform.Metadata.Documents;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;
using Platform.Runtime.Traces;

namespace Platform.Runtime.Design;

/// <summary>The resolvers of traces. What their reader may not read in records is not in what they give.</summary>
internal sealed class TraceResolvers(TraceStore store, TraceKeeper keeper, TraceOptions options, HookReplay replay, DesignCallers callers)
{
    private const int MostTraces = 200;
    private static readonly string[] Compared = ["failure", "result", "log"];

    /// <summary>The resolver of a field; null for a field of others.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "traces") => ListAsync,
        ("Query", "trace") => FindAsync,
        ("Query", "tracing") => context => ValueTask.FromResult<object?>(new Dictionary<string, object?>
        {
            ["days"] = options.Days,
            ["perMinute"] = options.PerMinute,
            ["lost"] = (double)keeper.LostOf(DesignResolvers.Caller(context).State.TenantId),
        }),
        ("Mutation", "replayHook") => ReplayAsync,
        _ => null,
    };

    private async ValueTask<object?> ListAsync(ResolveContext context)
    {
        int first = context.Argument<int>("first");
        if (first is < 1 or > MostTraces) return Wrong($"\"first\" is 1 to {MostTraces}.");
        TraceOutcome? outcome = context.Argument<EnumValueDefinition>("outcome") is { } chosen ? Enum.Parse<TraceOutcome>(chosen.Name, ignoreCase: true) : null;
        Guid? before = context.Argument<string>("before") is { } id && Guid.TryParse(id, out Guid known) ? known : null;
        double longerThan = Math.Clamp(context.Argument<double>("longerThan"), 0, 1e9);
        TraceFilter filter = new(context.Argument<string>("hook"), context.Argument<string>("object"), outcome, TimeSpan.FromMilliseconds(longerThan), before, first);
        await keeper.SettleAsync(context.CancellationToken);
        TraceRedaction redaction = Redaction(context);
        return (await store.ListAsync(DesignResolvers.Caller(context).State.TenantId, filter, context.CancellationToken)).Select(t => View(redaction.Apply(t), null)).ToArray();
    }

    private async ValueTask<object?> FindAsync(ResolveContext context)
    {
        if (await ReadAsync(context, "id") is not var (trace, content)) return null;
        TraceRedaction redaction = Redaction(context);
        TraceHeader told = redaction.Apply(trace, content);
        redaction.Apply(content);
        return View(told, content);
    }

    private async ValueTask<object?> ReplayAsync(ResolveContext context)
    {
        int at = context.Argument<int>("run");
        if (await ReadAsync(context, "trace") is not var (_, content) || content["runs"] is not JsonArray runs || at < 0 || at >= runs.Count) return Wrong("There is no such trace, or it has no such run.");
        JsonObject run = runs[at]!.AsObject();
        DesignCaller designer = DesignResolvers.Caller(context);
        // A source that its reader can edit can tell whatever it is given.
        if (!Redaction(context).IsOpen(run))
        {
            return FieldErrors.Of(new GraphQLError("Repeating a run needs the right to read everything that it was given and may read.") { Code = GraphQLErrorCode.Forbidden, Reason = TraceCodes.RunNotReadable });
        }

        string name = (string)run["hook"]!;
        if (ScriptOf(context, (string)run["kind"]!, name) is not { } script) return Wrong($"There is no {run["kind"]} \"{name}\" any more.");
        RecordCaller caller = await callers.OfAsync(designer, context.CancellationToken);
        if (await replay.RunAsync(caller, run, script, context.CancellationToken) is not { } now) return Wrong("The run cannot be repeated: its input was too large to be kept, or no worker is free.");
        JsonObject before = Part(run), after = Part(now);
        JsonChanges[] differences = [.. JsonChanges.Between(before, after)];
        return new Dictionary<string, object?>
        {
            ["same"] = differences.Length == 0,
            ["recorded"] = before,
            ["now"] = after,
            ["differences"] = differences.Select(d => new Dictionary<string, object?> { ["path"] = d.Path, ["before"] = d.Before?.DeepClone(), ["after"] = d.After?.DeepClone() }).ToArray(),
        };
    }

    private static TraceRedaction Redaction(ResolveContext context) => new(DesignResolvers.Caller(context).State.Model, DesignResolvers.Caller(context).Rights);

    // As it is given, else as edits have it, else as it is.
    private static ScriptDocument? ScriptOf(ResolveContext context, string kind, string name)
    {
        if (HookResolvers.Drafted(context) is (_, { } written) && written.Kind == kind && written.Name == name) return written;
        EditedDocuments edited = EditedDocuments.Of(DesignResolvers.Caller(context).State, DesignResolvers.Edits(context));
        return edited.Documents.Values.Select(d => d.Content).OfType<ScriptDocument>().FirstOrDefault(d => d.Kind == kind && d.Name == name);
    }

    private static JsonObject Part(JsonObject run) => new(Compared.Select(key => KeyValuePair.Create(key, run[key]?.DeepClone())));

    private async Task<(TraceHeader Header, JsonObject Content)?> ReadAsync(ResolveContext context, string argument)
    {
        if (!Guid.TryParse(context.Argument<string>(argument), out Guid id)) return null;
        await keeper.SettleAsync(context.CancellationToken);
        return await store.FindAsync(DesignResolvers.Caller(context).State.TenantId, id, context.CancellationToken) is var (header, content) ? (header, JsonNode.Parse(content)!.AsObject()) : null;
    }

    private static Dictionary<string, object?> View(TraceHeader trace, JsonObject? content) => new()
    {
        ["id"] = trace.Id.ToString("D"),
        ["at"] = trace.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["user"] = trace.UserId.ToString("D"),
        ["object"] = trace.Object,
        ["outcome"] = trace.Outcome.ToString().ToUpperInvariant(),
        ["code"] = trace.Code,
        ["message"] = trace.Message,
        ["hooks"] = trace.Hooks,
        ["milliseconds"] = trace.Microseconds / 1000.0,
        ["content"] = content,
    };

    private static FieldErrors Wrong(string message) => FieldErrors.Of(new GraphQLError(message) { Code = GraphQLErrorCode.BadUserInput });
}
