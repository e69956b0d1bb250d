using System.Security.Cryptography;
using System.Text;

namespace Platform.Scripting.Running;

/// <summary>A script with the modules that it imports, as JavaScript. Places in errors are places in these texts.</summary>
public sealed class ScriptBundle
{
    /// <summary>Makes a bundle.</summary>
    /// <param name="entry">Path of the module that has the handler.</param>
    /// <param name="modules">Every module by its path within the package, with slashes.</param>
    public ScriptBundle(string entry, IReadOnlyDictionary<string, string> modules)
    {
        Entry = entry;
        Modules = modules;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string path, string source) in modules.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            // Lengths between the parts: no two different bundles give the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes($"{path.Length} {source.Length} {path}"));
            hash.AppendData(Encoding.UTF8.GetBytes(source));
            Bytes += (path.Length + source.Length) * 2;
        }
        Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Path of the module that has the handler.</summary>
    public string Entry { get; }

    /// <summary>JavaScript of every module by its path.</summary>
    public IReadOnlyDictionary<string, string> Modules { get; }

    /// <summary>SHA-256 of the modules, in hexadecimal: equal for equal modules.</summary>
    public string Hash { get; }

    /// <summary>Roughly what the sources take in memory, in bytes.</summary>
    public int Bytes { get; }
}
