using Platform.Runtime.Files;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Problems;

/// <summary>
/// The outermost edge of a request: what was thrown becomes a problem, and an empty refusal of the framework (404, 405, 415 …) gets its
/// body. Details of a fault go to the log alone.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            await AnswerAsync(context, failure);
            return;
        }
        bool isEmpty = !context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null;
        if (isEmpty && OfStatus(context.Response.StatusCode) is { } problem) await context.WriteProblemAsync(problem);
    }

    private async Task AnswerAsync(HttpContext context, Exception failure)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return;
        }
        Problem problem = OfFailure(failure);
        string path = context.Request.Path.Value ?? "/";
        if (problem == ProblemCatalog.Internal) LogFault(logger, failure, context.Request.Method, path, ProblemResponse.TraceId(context));
        else if (problem.Status >= StatusCodes.Status500InternalServerError) LogUnavailable(logger, context.Request.Method, path, failure.Message);
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }
        context.Response.Clear();
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        await context.WriteProblemAsync(problem, failure is BadHttpRequestException ? failure.Message : null);
    }

    private static Problem OfFailure(Exception failure) => failure switch
    {
        FileQuotaException => ProblemCatalog.FileQuota,
        TenantNotReadyException => ProblemCatalog.NotReady,
        BadHttpRequestException bad => OfStatus(bad.StatusCode) ?? ProblemCatalog.BadRequest,
        _ => DatabaseFailure.Classify(failure) ?? ProblemCatalog.Internal,
    };

    private static Problem? OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ProblemCatalog.BadRequest,
        StatusCodes.Status401Unauthorized => ProblemCatalog.Unauthenticated,
        StatusCodes.Status403Forbidden => ProblemCatalog.Forbidden,
        StatusCodes.Status404NotFound => ProblemCatalog.NotFound,
        StatusCodes.Status405MethodNotAllowed => ProblemCatalog.MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => ProblemCatalog.NotAcceptable,
        StatusCodes.Status413PayloadTooLarge => ProblemCatalog.TooLarge,
        StatusCodes.Status414UriTooLong => ProblemCatalog.AddressTooLong,
        StatusCodes.Status415UnsupportedMediaType => ProblemCatalog.UnsupportedMediaType,
        _ => null,
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed (trace {TraceId})")]
    private static partial void LogFault(ILogger logger, Exception failure, string method, string path, string traceId);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be served: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);
}
