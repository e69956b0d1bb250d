using System.Text;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Permissions;
using Platform.Runtime.Hooks;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;
using Platform.Runtime.Records;

namespace Platform.Runtime.Mail;

/// <summary>
/// Where links in mails lead: pages that say what would happen, and do it when their button is pressed. Opening one does nothing, so that programs which look at the links
/// of mails decide nothing. The signature is what says who acts; nobody has to be signed in.
/// </summary>
internal static class MailEndpoints
{
    private const int LongestComment = 10_000;

    /// <summary>Maps the pages.</summary>
    internal static void MapMail(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/mail/approvals/{token}", context => DecideAsync(context, acts: false)).WithoutIdentity();
        routes.MapPost("/mail/approvals/{token}", context => DecideAsync(context, acts: true)).WithoutIdentity();
        routes.MapGet("/mail/unsubscribe/{token}", context => UnsubscribeAsync(context, acts: false)).WithoutIdentity();
        routes.MapPost("/mail/unsubscribe/{token}", context => UnsubscribeAsync(context, acts: true)).WithoutIdentity();
    }

    private static async Task DecideAsync(HttpContext context, bool acts)
    {
        IServiceProvider services = context.RequestServices;
        CancellationToken cancellation = context.RequestAborted;
        MailLinks links = services.GetRequiredService<MailLinks>();
        if (links.ReadDecision(Token(context)) is not var (tenant, user, task, version, isExpired) || await PersonAsync(context, tenant, user) is not var (state, person, caller))
        {
            await PageAsync(context, MailPages.Unknown("en"), StatusCodes.Status404NotFound);
            return;
        }

        MailPages pages = new(person.Language);
        MailStore store = services.GetRequiredService<MailStore>();
        MailStore.Asked? asked = await store.AskedAsync(caller, task, cancellation);
        if (isExpired || asked is null || asked.Version != version || !asked.IsPending || asked.Assignee != user)
        {
            await PageAsync(context, pages.Over(isExpired, asked?.Status, links.Page("/approvals")), StatusCodes.Status410Gone);
            return;
        }

        if (!acts)
        {
            await PageAsync(context, pages.Ask(asked, links.Page("/approvals")), StatusCodes.Status200OK);
            return;
        }

        IFormCollection? form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancellation) : null;
        string? decision = form?["decision"];
        if (decision is not ("approve" or "reject") || form!["comment"].ToString().Length > LongestComment)
        {
            await PageAsync(context, pages.Ask(asked, links.Page("/approvals")), StatusCodes.Status400BadRequest);
            return;
        }

        WriteOutcome outcome = await services.GetRequiredService<IRecordWriter>().WriteAsync(
            new PlannedMutation
            {
                ResponseName = "decision",
                Object = state.Model.Object(ApprovalFields.TaskObject),
                Kind = decision == "approve" ? MutationKind.ApproveTasks : MutationKind.RejectTasks,
                Arguments = new Dictionary<string, object?> { ["ids"] = new object?[] { task.ToString("D") }, ["comment"] = form["comment"].ToString() },
                SelectsRecords = false,
            },
            caller, null, cancellation);
        bool isDone = outcome.Refusal is null;
        await PageAsync(context, isDone ? pages.Decided(decision == "approve") : pages.Refused(outcome.Refusal!.Message, links.Page("/approvals")), isDone ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task UnsubscribeAsync(HttpContext context, bool acts)
    {
        IServiceProvider services = context.RequestServices;
        MailLinks links = services.GetRequiredService<MailLinks>();
        if (links.ReadUnsubscription(Token(context)) is not var (tenant, user, type) || await PersonAsync(context, tenant, user) is not var (state, person, caller))
        {
            await PageAsync(context, MailPages.Unknown("en"), StatusCodes.Status404NotFound);
            return;
        }

        MailPages pages = new(person.Language);
        string kind = MailPages.Kind(state.Model, type, person.Language);
        if (!acts)
        {
            await PageAsync(context, pages.AskUnsubscribe(kind), StatusCodes.Status200OK);
            return;
        }

        WriteOutcome outcome = await SaveAsync(services, caller, person, type, context.RequestAborted);
        await PageAsync(
            context, outcome.Refusal is { } refusal ? pages.Refused(refusal.Message, links.Page("/my-notifications")) : pages.Unsubscribed(kind, links.Page("/my-notifications")),
            outcome.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static Task<WriteOutcome> SaveAsync(IServiceProvider services, RecordCaller caller, MailRecipient person, string type, CancellationToken cancellation)
    {
        Dictionary<string, object?> input = new()
        {
            ["mailed"] = person.Mailed.Where(k => k != type).Cast<object?>().ToList(),
            ["digest"] = person.Digest.Where(k => k != type).Cast<object?>().ToList(),
        };
        Dictionary<string, object?> arguments = new() { ["input"] = input };
        if (person.Settings is { } id) arguments["id"] = id.ToString("D");
        PlannedMutation mutation = new()
        {
            ResponseName = "settings",
            Object = caller.Model.Object(PersonalObjects.NotificationSettings),
            Kind = person.Settings is null ? MutationKind.Create : MutationKind.Update,
            Arguments = arguments,
            SelectsRecords = false,
        };
        return services.GetRequiredService<IRecordWriter>().WriteAsync(mutation, caller, null, cancellation);
    }

    private static string Token(HttpContext context) => context.Request.RouteValues["token"] as string ?? string.Empty;

    private static async Task<(TenantState State, MailRecipient Person, RecordCaller Caller)?> PersonAsync(HttpContext context, Guid tenant, Guid user)
    {
        IServiceProvider services = context.RequestServices;
        if (await services.GetRequiredService<TenantModels>().GetAsync(tenant, context.RequestAborted) is not { } state) return null;
        // A link opens no more than signing in would, with the same rights: nothing for former members, and nothing while the tenant is suspended.
        if (await services.GetRequiredService<HookCallers>().FindAsync(state, user, context.RequestAborted) is not { } caller) return null;
        return await services.GetRequiredService<MailStore>().PersonAsync(state, user, context.RequestAborted) is { } person ? (state, person, caller with { Language = person.Language }) : null;
    }

    private static async Task PageAsync(HttpContext context, string html, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        // The address says who acts: it goes nowhere else.
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), context.RequestAborted);
    }
}
