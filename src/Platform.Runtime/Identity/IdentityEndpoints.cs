using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Identity;

/// <summary><c>/auth/*</c>.</summary>
internal static class IdentityEndpoints
{
    private const int LargestBody = 16 * 1024;

    internal static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/auth/login", SignInAsync);
        routes.MapPost("/auth/logout", SignOutAsync);
        routes.MapGet("/auth/me", MeAsync).RequireIdentity();
    }

    private static async Task SignInAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } request) return;
        SignInService service = context.RequestServices.GetRequiredService<SignInService>();
        SignInResult result = await service.SignInAsync(
            request, context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent, context.RequestAborted);
        await (result switch
        {
            SignInResult.SignedIn begun => AnswerAsync(context, begun),
            SignInResult.Throttled throttled => AnswerAsync(context, throttled),
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

    private static Task MeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(SignedInUser.Of(context.GetRequestIdentity()!), context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, SignInResult.SignedIn begun)
    {
        SessionCookie.Set(context, begun.Token, begun.ExpiresAt);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            new { token = begun.Token, expiresAt = begun.ExpiresAt, user = SignedInUser.Of(begun.Identity) }, context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, SignInResult.Throttled throttled)
    {
        double seconds = Math.Max(1, Math.Ceiling(throttled.RetryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.WriteProblemAsync(ProblemCatalog.SignInThrottled);
    }

    /// <summary>Reads the body; answers with a problem and returns null when it is not what it should be.</summary>
    private static async Task<SignInRequest?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(ProblemCatalog.UnsupportedMediaType);
            return null;
        }
        if (context.Request.ContentLength > LargestBody)
        {
            await context.WriteProblemAsync(ProblemCatalog.TooLarge);
            return null;
        }
        try
        {
            using var body = new MemoryStream();
            await CopyLimitedAsync(context.Request.Body, body, context.RequestAborted);
            using JsonDocument json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return new SignInRequest(
                Text(json.RootElement, "email") ?? throw new JsonException("'email' is missing."),
                Text(json.RootElement, "password") ?? throw new JsonException("'password' is missing."),
                Text(json.RootElement, "tenant"));
        }
        catch (JsonException malformed)
        {
            await context.WriteProblemAsync(ProblemCatalog.BadRequest, malformed.Message);
            return null;
        }
    }

    private static async Task CopyLimitedAsync(Stream from, MemoryStream to, CancellationToken cancellation)
    {
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
        {
            if (to.Length + read > LargestBody) throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            to.Write(buffer, 0, read);
        }
    }

    private static string? Text(JsonElement body, string name)
    {
        if (body.ValueKind != JsonValueKind.Object) throw new JsonException("The body is not an object.");
        if (!body.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw new JsonException($"'{name}' is not a string.");
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            throw new JsonException($"'{name}' is not valid text.");
        }
    }
}
