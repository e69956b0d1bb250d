using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Runtime.Secrets;

namespace Platform.Runtime.Design;

/// <summary>The resolvers about secrets: they are set and replaced, and never read.</summary>
internal sealed class SecretResolvers(SecretStore store, TimeProvider time)
{
    private const int MostHours = 24 * 90;

    /// <summary>The resolver of a field; null when it is another's.</summary>
    public FieldResolver? Of(string type, string field) => (type, field) switch
    {
        ("Query", "secrets") => ListAsync,
        ("Mutation", "setSecret") => SetAsync,
        ("Mutation", "removeSecret") => RemoveAsync,
        _ => null,
    };

    private async ValueTask<object?> ListAsync(ResolveContext context) =>
        (await store.ListAsync(DesignResolvers.Caller(context).State.TenantId, context.CancellationToken)).Select(View).ToArray();

    private async ValueTask<object?> SetAsync(ResolveContext context)
    {
        DesignCaller caller = DesignResolvers.Caller(context);
        string name = context.Argument<string>("name")!;
        int hours = context.Argument<int>("keepPreviousHours");
        if (hours is < 0 or > MostHours) return Wrong($"\"keepPreviousHours\" is 0 to {MostHours}.");
        string? given = context.Argument<string>("value");
        string value = given ?? SecretStore.Generate();
        try
        {
            if (!await store.SetAsync(caller.State.TenantId, name, value, TimeSpan.FromHours(hours), caller.UserId, context.CancellationToken))
            {
                return Wrong($"There are at most {SecretStore.MostOfTenant} secrets.", "SECRETS_TOO_MANY");
            }
        }
        catch (ArgumentException wrong)
        {
            return Wrong(wrong.Message[..wrong.Message.IndexOf(" (Parameter", StringComparison.Ordinal)]);
        }

        DateTime now = time.GetUtcNow().UtcDateTime;
        IReadOnlyList<SecretEntry> all = await store.ListAsync(caller.State.TenantId, context.CancellationToken);
        return new Dictionary<string, object?>
        {
            ["secret"] = View(all.FirstOrDefault(s => s.Name == name) ?? new SecretEntry(name, now, caller.UserId, null)),
            ["generated"] = given is null ? value : null,
        };
    }

    private async ValueTask<object?> RemoveAsync(ResolveContext context) =>
        await store.RemoveAsync(DesignResolvers.Caller(context).State.TenantId, context.Argument<string>("name")!, context.CancellationToken);

    private static Dictionary<string, object?> View(SecretEntry secret) => new()
    {
        ["name"] = secret.Name,
        ["setAt"] = DesignViews.Of(secret.SetAt),
        ["setBy"] = secret.SetBy?.ToString("D"),
        ["previousUntil"] = secret.PreviousUntil is { } until ? DesignViews.Of(until) : null,
    };

    private static FieldErrors Wrong(string message, string reason = "ARGUMENT_INVALID") => FieldErrors.Of(new GraphQLError(message) { Reason = reason });
}
