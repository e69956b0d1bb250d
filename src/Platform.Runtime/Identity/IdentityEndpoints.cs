using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Identity;

/// <summary><c>/auth/*</c>: signing in and out. What the signed-in person does with the account is <see cref="AccountEndpoints"/> and <see cref="ApiKeyEndpoints"/>.</summary>
internal static class IdentityEndpoints
{
    internal static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/auth/login", SignInAsync);
        routes.MapPost("/auth/logout", SignOutAsync);
        routes.MapAccount();
        routes.MapApiKeys();
    }

    /// <summary>Answers that too many attempts were in vain, and when to try again.</summary>
    internal static Task WriteThrottledAsync(this HttpContext context, TimeSpan retryAfter)
    {
        double seconds = Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.WriteProblemAsync(ProblemCatalog.SignInThrottled);
    }

    private static async Task SignInAsync(HttpContext context)
    {
        SignInRequest? request = await SmallJsonBody.ReadAsync(
            context, body => new SignInRequest(body.RequiredText("email"), body.RequiredText("password"), body.Text("tenant")));
        if (request is null) return;
        SignInService service = context.RequestServices.GetRequiredService<SignInService>();
        SignInResult result = await service.SignInAsync(
            request, context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent, context.RequestAborted);
        await (result switch
        {
            SignInResult.SignedIn begun => AnswerAsync(context, begun),
            SignInResult.Throttled throttled => context.WriteThrottledAsync(throttled.RetryAfter),
            SignInResult.TenantRequired choice => context.WriteProblemAsync(
                ProblemCatalog.TenantRequired, null, ("tenants", new JsonArray([.. choice.Tenants.Select(slug => JsonValue.Create(slug))]))),
            _ => context.WriteProblemAsync(ProblemCatalog.SignInFailed),
        });
    }

    private static async Task SignOutAsync(HttpContext context)
    {
        if (IdentityMiddleware.Credential(context.Request) is { } token && CredentialToken.HasForm(token))
            await context.RequestServices.GetRequiredService<SignInService>().SignOutAsync(token, context.RequestAborted);
        SessionCookie.Remove(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task AnswerAsync(HttpContext context, SignInResult.SignedIn begun)
    {
        SessionCookie.Set(context, begun.Token, begun.ExpiresAt);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            new { token = begun.Token, expiresAt = begun.ExpiresAt, user = SignedInUser.Of(begun.Identity) }, context.RequestAborted);
    }
}
