using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Reading;

/// <summary>
/// Source files of a package's hooks and actions. They lie below <c>hooks</c>, and each document takes along its own file and what that imports, so that it is one
/// document with one history.
/// </summary>
public static partial class HookSources
{
    /// <summary>Folder of a package that hooks and their sources lie in.</summary>
    public const string Folder = "hooks";

    /// <summary>The document with the sources that it names; other documents as they are.</summary>
    /// <param name="path">Path of the document in its package, with slashes.</param>
    /// <param name="json">The document.</param>
    /// <param name="read">Text of a file below <see cref="Folder"/> by its path there; null when there is none.</param>
    public static string Inline(string path, string json, Func<string, string?> read)
    {
        if (!path.StartsWith(Folder + "/", StringComparison.Ordinal) || Parse(json) is not { } document) return json;
        bool isScript = Text(document, "kind") is DocumentKinds.Hook or DocumentKinds.Action && !document.ContainsKey("modules");
        if (!isScript || Text(document, "source") is not { } entry) return json;
        JsonArray modules = [.. Collect(entry, read).Select(m => new JsonObject { ["path"] = m.Key, ["source"] = m.Value })];
        // Behind everything else, so that findings stay at their lines.
        int end = json.LastIndexOf('}');
        return $"{json[..end].TrimEnd()}, \"modules\": {modules.ToJsonString()}{json[end..]}";
    }

    /// <summary>A source file and everything that it imports, in the order of their paths.</summary>
    /// <param name="entry">Path of the file.</param>
    /// <param name="read">Text of a file by its path; null when there is none.</param>
    public static IReadOnlyDictionary<string, string> Collect(string entry, Func<string, string?> read)
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        Queue<string> wanted = new([entry]);
        while (wanted.TryDequeue(out string? path))
        {
            foreach (string candidate in (string[])[path, path + ".ts", path + ".js", path.EndsWith(".js", StringComparison.Ordinal) ? path[..^3] + ".ts" : path])
            {
                if (found.ContainsKey(candidate)) break;
                if (read(candidate) is not { } source) continue;
                found[candidate] = source;
                foreach (Match import in Imports().Matches(source))
                {
                    if (Resolve(candidate, import.Groups[1].Value) is { } target) wanted.Enqueue(target);
                }

                break;
            }
        }

        return found;
    }

    /// <summary>The path that a relative import means; null when it leads out of the folder.</summary>
    private static string? Resolve(string from, string specifier)
    {
        List<string> parts = [.. from.Split('/')[..^1]];
        foreach (string part in specifier.Split('/'))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            // The reader of documents says what is wrong, and where.
            return null;
        }
    }

    private static string? Text(JsonObject document, string key) => document[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    [GeneratedRegex("""\b(?:from|import)\s*["'](\.{1,2}/[^"']+)["']""")]
    private static partial Regex Imports();
}
