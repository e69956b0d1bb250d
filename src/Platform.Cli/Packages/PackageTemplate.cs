using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Cli.Packages;

/// <summary>The files of a new package: one object with its page, list, menu and role, to be changed into what is wanted.</summary>
internal static class PackageTemplate
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="name">Name of the package.</param>
    /// <param name="prefix">Its namespace.</param>
    /// <returns>Paths of the files below the folder.</returns>
    /// <exception cref="CommandException">There is something in the folder already.</exception>
    public static IReadOnlyList<string> Write(string folder, string name, string prefix)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new CommandException($"{folder} is not empty.");
        string type = char.ToUpper(prefix[0], CultureInfo.InvariantCulture) + prefix[1..] + "Visit";
        (string Path, JsonObject Json)[] files =
        [
            ("manifest.json", Manifest(name, prefix)),
            ($"objects/{type}.json", Object(type)),
            ($"layouts/{prefix}VisitDefault.json", Layout(prefix, type)),
            ($"views/{prefix}AllVisits.json", View(prefix, type)),
            ($"navigation/{prefix}Main.json", Navigation(prefix, type)),
            ($"roles/{prefix}User.json", Role(prefix, type)),
        ];
        foreach ((string path, JsonObject json) in files)
        {
            string file = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, json.ToJsonString(Indented) + "\n", new UTF8Encoding(false));
        }

        return [.. files.Select(f => f.Path)];
    }

    private static JsonObject Manifest(string name, string prefix) => new()
    {
        ["kind"] = "package",
        ["name"] = name,
        ["label"] = Text(name, name),
        ["version"] = "0.1.0",
        ["namespace"] = prefix,
        ["dependencies"] = new JsonArray(),
    };

    private static JsonObject Object(string type) => new()
    {
        ["kind"] = "object",
        ["name"] = type,
        ["label"] = Text("Visit", "拜访"),
        ["pluralLabel"] = Text("Visits", "拜访"),
        ["icon"] = "map-pin",
        ["nameField"] = "title",
        ["fields"] = new JsonArray(
            Field("title", "text", "Title", "主题", required: true),
            Field("visitedOn", "date", "Visited On", "拜访日期"),
            Field("notes", "longText", "Notes", "备注")),
    };

    private static JsonObject Field(string name, string type, string english, string chinese, bool required = false)
    {
        JsonObject field = new() { ["name"] = name, ["type"] = type, ["label"] = Text(english, chinese) };
        if (required) field["required"] = true;
        return field;
    }

    private static JsonObject Layout(string prefix, string type) => new()
    {
        ["kind"] = "layout",
        ["name"] = $"{prefix}VisitDefault",
        ["label"] = Text("Visit Page", "拜访页面"),
        ["object"] = type,
        ["highlights"] = new JsonArray("visitedOn", "owner"),
        ["sections"] = new JsonArray(new JsonObject
        {
            ["label"] = Text("Details", "详细信息"),
            ["columns"] = 2,
            ["fields"] = new JsonArray("title", "visitedOn", "owner", "notes"),
        }),
    };

    private static JsonObject View(string prefix, string type) => new()
    {
        ["kind"] = "view",
        ["name"] = $"{prefix}AllVisits",
        ["label"] = Text("All Visits", "全部拜访"),
        ["object"] = type,
        ["default"] = true,
        ["columns"] = new JsonArray("title", "visitedOn", "owner"),
        ["sort"] = new JsonArray("-visitedOn"),
    };

    private static JsonObject Navigation(string prefix, string type) => new()
    {
        ["kind"] = "navigation",
        ["name"] = $"{prefix}Main",
        ["label"] = Text("Visits", "拜访"),
        ["icon"] = "map-pin",
        ["groups"] = new JsonArray(new JsonObject { ["items"] = new JsonArray(new JsonObject { ["object"] = type }) }),
    };

    private static JsonObject Role(string prefix, string type) => new()
    {
        ["kind"] = "role",
        ["name"] = $"{prefix}User",
        ["label"] = Text("Visit User", "拜访人员"),
        ["rights"] = new JsonArray(),
        ["objects"] = new JsonArray(new JsonObject { ["object"] = type, ["create"] = true, ["read"] = "all", ["edit"] = "own", ["delete"] = "own" }),
    };

    private static JsonObject Text(string english, string chinese) => new() { ["en"] = english, ["zh-CN"] = chinese };
}
