using System.IO.Compression;
using System.Text;
using Platform.Metadata.Documents;
using Platform.Metadata.Packages;
using Platform.Metadata.Reading;

namespace Platform.Cli.Packages;

/// <summary>A package as it lies in a folder, or in an archive that <c>app pack</c> made.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Documents">The documents, the manifest among them, in the order of their paths.</param>
internal sealed record PackageSource(PackageDocument Manifest, IReadOnlyList<DocumentSource> Documents)
{
    // Against archives that unpack into more than a machine can hold.
    private const long MostBytes = 64L * 1024 * 1024;

    /// <summary>Reads a package.</summary>
    /// <param name="path">A folder with a manifest, or an archive.</param>
    /// <exception cref="CommandException">There is no package, or its manifest cannot be read.</exception>
    public static PackageSource Read(string path)
    {
        try
        {
            if (File.Exists(path)) return Of(path, ReadArchive(path));
            if (Directory.Exists(path)) return Of(path, ReadFolder(path));
            throw new CommandException($"There is nothing at {path}.");
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new CommandException(failure.Message);
        }
    }

    /// <summary>The packages in the folders beside a package, itself not among them.</summary>
    public static IReadOnlyList<PackageSource> Beside(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full)) is not { } parent) return [];
        return [.. Directory.GetDirectories(parent)
            .Where(folder => folder != Path.TrimEndingDirectorySeparator(full) && File.Exists(Path.Combine(folder, PackageFiles.ManifestFile)))
            .Order(StringComparer.Ordinal)
            .Select(Read)];
    }

    /// <summary>Every file of a package's folder, with its path below it; hidden ones are left out.</summary>
    public static IEnumerable<(string Path, string File)> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(f => !f.Path.Split('/').Any(part => part.StartsWith('.') || part == "node_modules"))
            .OrderBy(f => f.Path, StringComparer.Ordinal);

    private static List<(string Path, string File, byte[] Content)> ReadFolder(string folder) =>
        [.. FilesOf(folder).Where(f => PackageFiles.IsDocument(f.Path)).Select(f => (f.Path, Path.GetRelativePath(".", f.File), WithSources(f.Path, File.ReadAllBytes(f.File), path => ReadSource(folder, path))))];

    private static string? ReadSource(string folder, string path)
    {
        string file = Path.Combine(folder, HookSources.Folder, path);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    // The content of a hook takes its sources along.
    private static byte[] WithSources(string path, byte[] content, Func<string, string?> read) =>
        path.StartsWith(HookSources.Folder + "/", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(HookSources.Inline(path, Encoding.UTF8.GetString(content), read)) : content;

    private static List<(string Path, string File, byte[] Content)> ReadArchive(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        List<(string Path, string File, byte[] Content)> files = [];
        long left = MostBytes;
        foreach (ZipArchiveEntry entry in archive.Entries.Where(e => PackageFiles.IsDocument(e.FullName)).OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            files.Add((entry.FullName, entry.FullName, WithSources(entry.FullName, Content(entry), path => archive.GetEntry($"{HookSources.Folder}/{path}") is { } source ? Encoding.UTF8.GetString(Content(source)) : null)));
        }

        return files;

        byte[] Content(ZipArchiveEntry entry)
        {
            // The length is what the archive says; the stream is cut there.
            left -= entry.Length;
            if (left < 0) throw new InvalidDataException($"{file} holds more than {MostBytes / 1024 / 1024} MiB of documents.");
            byte[] content = new byte[entry.Length];
            using Stream stream = entry.Open();
            stream.ReadExactly(content);
            return content;
        }
    }

    private static PackageSource Of(string path, List<(string Path, string File, byte[] Content)> files)
    {
        int manifest = files.FindIndex(f => f.Path == PackageFiles.ManifestFile);
        if (manifest < 0) throw new CommandException($"{path} is no package: it has no {PackageFiles.ManifestFile}. 'platform app new' makes one.");
        PackageDocument read = PackageFiles.ReadManifest(files[manifest].Content, files[manifest].File);
        return new PackageSource(read, [.. files.Select(f => new DocumentSource(f.Content, f.File, read.Name))]);
    }
}
