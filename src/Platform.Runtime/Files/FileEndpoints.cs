using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Platform.Runtime.Database;
using Platform.Runtime.Identity;
using Platform.Runtime.Problems;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;

namespace Platform.Runtime.Files;

/// <summary><c>POST /files</c> and <c>GET /files/{id}</c>.</summary>
internal static class FileEndpoints
{
    private static readonly string[] ShownInPage = ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"];

    /// <summary>Maps the endpoints.</summary>
    internal static void MapFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/files", UploadAsync).RequireIdentity();
        routes.MapMethods("/files/{id}", ["GET", "HEAD"], DownloadAsync).RequireIdentity();
    }

    /// <summary>
    /// The first part with a file name of <c>multipart/form-data</c>, or the body itself with its name in <c>?name=</c>. The content is streamed; nothing of it is
    /// held in memory.
    /// </summary>
    private static async Task UploadAsync(HttpContext context)
    {
        FileLimits limits = context.RequestServices.GetRequiredService<FileLimits>();
        // Room for the boundaries and headers of a multipart body.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limits.MaxBytes + (64 * 1024);
        if (context.Request.ContentLength > limits.MaxBytes + (64 * 1024))
        {
            await context.WriteProblemAsync(ProblemCatalog.TooLarge);
            return;
        }

        if (await ContentAsync(context.Request) is not var (name, content))
        {
            await context.WriteProblemAsync(ProblemCatalog.BadRequest, "Send a file as multipart/form-data, or as the body with ?name=.");
            return;
        }

        context.RequestServices.GetRequiredService<StorageRoom>().RequireForFile(context.Request.ContentLength ?? 0);
        FileUploads uploads = context.RequestServices.GetRequiredService<FileUploads>();
        RecordCaller caller = await CallerAsync(context);
        if (!await uploads.HasRoomAsync(caller, context.Request.ContentLength ?? 0, context.RequestAborted)) throw new FileQuotaException();
        if (await uploads.AddAsync(caller, name, content, context.RequestAborted) is not { } file)
        {
            await context.WriteProblemAsync(ProblemCatalog.TooLarge, $"Files may have at most {limits.MaxBytes} bytes.");
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = file.Url;
        await context.Response.WriteAsJsonAsync(file, context.RequestAborted);
    }

    /// <summary>A file of another tenant, or one that the caller has no right to, is as one that is not there.</summary>
    private static async Task DownloadAsync(HttpContext context)
    {
        FileRecord? file = null;
        if (Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out Guid id))
        {
            file = await context.RequestServices.GetRequiredService<FileFinder>().FindAsync(await CallerAsync(context), id, context.RequestAborted);
        }

        string? path = file is null
            ? null
            : context.RequestServices.GetRequiredService<ContentStore>().PathOf(context.GetRequestIdentity()!.TenantId, file.Sha256);
        if (file is null || !File.Exists(path))
        {
            await context.WriteProblemAsync(ProblemCatalog.NotFound);
            return;
        }

        IHeaderDictionary headers = context.Response.Headers;
        ContentDispositionHeaderValue disposition = new(ShownInPage.Contains(file.MediaType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        // Whatever the content is, it runs nothing here.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = "private, no-cache";
        await Results.File(path, ServedType(file.MediaType), enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\"")).ExecuteAsync(context);
    }

    // Text that a browser would run is handed out as something to keep.
    private static string ServedType(string mediaType) =>
        mediaType is "text/html" or "image/svg+xml" or "application/xml" ? "application/octet-stream" : mediaType;

    private static async Task<(string Name, Stream Content)?> ContentAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return request.Query["name"].ToString() is { Length: > 0 } name ? (name, request.Body) : null;
        }

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 70) return null;
        MultipartReader reader = new(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } part && part.IsFileDisposition())
            {
                string name = HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).ToString();
                return (name, section.Body);
            }
        }

        return null;
    }

    private static ValueTask<RecordCaller> CallerAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<ICallerSource>().FindAsync(context.GetRequestIdentity()!, context.RequestAborted);
}
