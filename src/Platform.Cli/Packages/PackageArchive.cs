using System.IO.Compression;
using System.Security.Cryptography;

namespace Platform.Cli.Packages;

/// <summary>One file out of a package's folder. The same files give the same bytes, wherever and whenever they are packed.</summary>
internal static class PackageArchive
{
    // The earliest instant that the format knows.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs a folder.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="file">The archive; replaced when it is there.</param>
    /// <returns>Number of files, and SHA-256 of the archive in hexadecimal digits.</returns>
    public static (int Files, string Sha256) Pack(string folder, string file)
    {
        string full = Path.GetFullPath(file), unfinished = full + ".part";
        int count = 0;
        using (FileStream stream = File.Create(unfinished))
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string path, string source) in PackageSource.FilesOf(folder))
            {
                if (Path.GetFullPath(source) is var name && (name == full || name == unfinished)) continue;
                ZipArchiveEntry entry = archive.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                using Stream target = entry.Open();
                using FileStream content = File.OpenRead(source);
                content.CopyTo(target);
                count++;
            }
        }

        File.Move(unfinished, full, overwrite: true);
        using FileStream packed = File.OpenRead(full);
        return (count, Convert.ToHexStringLower(SHA256.HashData(packed)));
    }
}
