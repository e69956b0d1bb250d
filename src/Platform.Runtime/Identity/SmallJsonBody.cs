using System.Text.Json;
using Platform.Runtime.Problems;

namespace Platform.Runtime.Identity;

/// <summary>Reads the small JSON objects that <c>/auth/*</c> takes.</summary>
internal static class SmallJsonBody
{
    private const int LargestBody = 16 * 1024;

    /// <summary>Reads the body; answers with a problem and returns null when it is not what it should be.</summary>
    /// <param name="context">The request.</param>
    /// <param name="read">Takes the object apart; throws <see cref="JsonException"/> with what is wrong, in words for people.</param>
    internal static async Task<T?> ReadAsync<T>(HttpContext context, Func<JsonElement, T> read)
        where T : class
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
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("The body is not an object.");
            return read(json.RootElement);
        }
        catch (JsonException malformed)
        {
            await context.WriteProblemAsync(ProblemCatalog.BadRequest, malformed.Message);
            return null;
        }
    }

    /// <summary>A text of the object; null when it is absent or null.</summary>
    internal static string? Text(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        return TextOf(value, name);
    }

    /// <summary>A text that must be there.</summary>
    internal static string RequiredText(this JsonElement body, string name) => body.Text(name) ?? throw new JsonException($"'{name}' is missing.");

    /// <summary>A list of texts; null when it is absent or null.</summary>
    internal static IReadOnlyList<string>? Texts(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.Array) throw new JsonException($"'{name}' is not a list.");
        return [.. value.EnumerateArray().Select(item => TextOf(item, name))];
    }

    /// <summary>An instant with its offset from UTC; null when it is absent or null.</summary>
    internal static DateTimeOffset? Instant(this JsonElement body, string name)
    {
        if (body.Text(name) is not { } text) return null;
        bool hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "2025-01-01".Length;
        return hasOffset && body.GetProperty(name).TryGetDateTimeOffset(out DateTimeOffset instant)
            ? instant
            : throw new JsonException($"'{name}' is not an instant such as 2030-12-31T23:59:59Z.");
    }

    private static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String) throw new JsonException($"'{name}' is not a string.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            throw new JsonException($"'{name}' is not valid text.");
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
}
