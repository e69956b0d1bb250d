using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace Platform.Runtime.Hosting;

/// <summary>The files of the built web app, by their path below its folder.</summary>
internal sealed class WebAssetStore
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private readonly FrozenDictionary<string, WebAsset> _assets;

    private WebAssetStore(IEnumerable<KeyValuePair<string, WebAsset>> assets) => _assets = assets.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads a folder; one that does not exist has no files.</summary>
    internal static WebAssetStore Load(string? directory)
    {
        if (directory is null || !Directory.Exists(directory)) return new WebAssetStore([]);
        return new WebAssetStore(Directory
            .EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(directory, file).Replace('\\', '/'), Read(file))));
    }

    internal WebAsset? Find(string path) => _assets.GetValueOrDefault(path.Length == 0 ? "index.html" : path);

    private static WebAsset Read(string file)
    {
        string type = ContentTypes.TryGetContentType(file, out string? known) ? known : "application/octet-stream";
        bool isText = type.StartsWith("text/", StringComparison.Ordinal) || type is "application/javascript" or "application/json" or "image/svg+xml";
        string contentType = isText && type != "image/svg+xml" ? type + "; charset=utf-8" : type;
        // The build puts a hash of the content into the names of what is below "assets": such a file never changes.
        bool isImmutable = Path.GetFileName(Path.GetDirectoryName(file)) == "assets";
        return new WebAsset(File.ReadAllBytes(file), contentType, isText, isImmutable);
    }
}
