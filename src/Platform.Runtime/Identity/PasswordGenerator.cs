using System.Security.Cryptography;

namespace Platform.Runtime.Identity;

/// <summary>Makes passwords, and keeps one in a file that its owner alone may read.</summary>
internal static class PasswordGenerator
{
    // Without characters that are mistaken for others when read from paper.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 20;

    /// <summary>A new password of some 115 bits.</summary>
    internal static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The password of a file; when there is no file, a new one, which is stored before it is returned.</summary>
    internal static string OfFile(string path)
    {
        if (!File.Exists(path))
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            string draft = path + ".new";
            File.Delete(draft);
            using (var writer = new StreamWriter(draft, create)) writer.WriteLine(Create());
            File.Move(draft, path);
        }
        return File.ReadAllText(path).Trim();
    }
}
