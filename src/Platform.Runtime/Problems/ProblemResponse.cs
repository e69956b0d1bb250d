using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Platform.Runtime.Problems;

/// <summary>Writes problem details (RFC 9457).</summary>
public static class ProblemResponse
{
    /// <summary>Media type of the body.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>
    /// Answers with a problem: <c>type</c> (a URN of the code), <c>title</c>, <c>status</c>, <c>detail</c>, <c>code</c>, <c>traceId</c>.
    /// </summary>
    /// <param name="context">Request to answer; its response must not have begun.</param>
    /// <param name="problem">The kind of problem.</param>
    /// <param name="detail">What is particular to this occurrence, for people; null for nothing.</param>
    /// <param name="extensions">Further members.</param>
    public static async Task WriteProblemAsync(
        this HttpContext context, Problem problem, string? detail = null, params (string Name, JsonNode? Value)[] extensions)
    {
        var body = new JsonObject
        {
            ["type"] = "urn:platform:problem:" + problem.Code,
            ["title"] = problem.Title,
            ["status"] = problem.Status,
        };
        if (detail is not null) body["detail"] = detail;
        body["code"] = problem.Code;
        body["traceId"] = TraceId(context);
        foreach ((string name, JsonNode? value) in extensions) body[name] = value;
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    /// <summary>Number under which the log has this request.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
