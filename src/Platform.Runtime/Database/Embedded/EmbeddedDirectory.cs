using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Platform.Runtime.Database.Embedded;

/// <summary>The folder of one embedded server, held by one host at a time.</summary>
internal sealed class EmbeddedDirectory : IDisposable
{
    private const string SecretAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private readonly FileStream hold;

    private EmbeddedDirectory(string root, FileStream hold)
    {
        Root = root;
        this.hold = hold;
        SuperuserPassword = Secret("superuser");
        PlatformPassword = Secret("platform");
    }

    internal string Root { get; }

    internal string Data => Path.Combine(Root, "data");

    internal string Run => Path.Combine(Root, "run");

    internal string Secrets => Path.Combine(Root, "secrets");

    internal string SuperuserPassword { get; }

    internal string PlatformPassword { get; }

    /// <summary>Makes the folder if absent and takes hold of it.</summary>
    /// <exception cref="DatabaseStartException"><c>DATABASE_IN_USE</c>: another host holds it.</exception>
    internal static EmbeddedDirectory Open(string path)
    {
        string root = Path.GetFullPath(path);
        Directory.CreateDirectory(root);
        string file = Path.Combine(root, "lock");
        FileStream hold;
        try
        {
            // The lock is the open file's: it ends with this process, however that ends.
            hold = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (File.Exists(file))
        {
            throw new DatabaseStartException(
                "DATABASE_IN_USE",
                $"Another host is using the database in '{root}'. Stop it, or name another directory with --data.",
                busy);
        }
        try
        {
            return new EmbeddedDirectory(root, hold);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <exception cref="DatabaseStartException"><c>DATABASE_VERSION</c>: the data belong to another major version.</exception>
    internal void RequireMajorVersion(EmbeddedDistribution distribution)
    {
        string file = Path.Combine(Data, "PG_VERSION");
        if (!File.Exists(file)) return;
        string version = File.ReadAllText(file).Trim();
        if (version == distribution.MajorVersion.ToString(CultureInfo.InvariantCulture)) return;
        throw new DatabaseStartException(
            "DATABASE_VERSION",
            $"'{Data}' was made by PostgreSQL {version}, and this version of the platform contains PostgreSQL " +
            $"{distribution.MajorVersion}. Nothing was changed. Start it with the version of the platform that made it and take a " +
            "backup to restore here, name another directory with --data, or use a server of your own with --database.");
    }

    /// <summary>Process id of a living postmaster of this data directory, whoever started it.</summary>
    internal int? RunningPostmaster()
    {
        if (PostmasterFileProcess() is not { } id) return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && IsPostmaster(id) ? id : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes what a postmaster that is gone left behind: its pid file and its socket. PostgreSQL does so itself, except when the process
    /// number went to another process of the same user, or when nobody collected the dead process, as happens in containers. Whether
    /// sessions of the old postmaster are still at work, PostgreSQL tells by their shared memory, not by these files.
    /// </summary>
    internal void RemoveStaleFiles()
    {
        if (RunningPostmaster() is not null) return;
        File.Delete(PostmasterFile);
        if (!Directory.Exists(Run)) return;
        foreach (string socket in Directory.GetFiles(Run, ".s.PGSQL.*")) File.Delete(socket);
    }

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();

    private string PostmasterFile => Path.Combine(Data, "postmaster.pid");

    private int? PostmasterFileProcess()
    {
        try
        {
            string? line = File.ReadLines(PostmasterFile).FirstOrDefault();
            return int.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id) ? Math.Abs(id) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A postmaster's working directory is its data directory. Elsewhere than on Linux the number alone has to do.</summary>
    private bool IsPostmaster(int id)
    {
        if (!OperatingSystem.IsLinux()) return true;
        try
        {
            string theirs = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cwd/postmaster.pid"));
            return theirs == File.ReadAllText(PostmasterFile);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string Secret(string name)
    {
        string file = Path.Combine(Secrets, name);
        if (File.Exists(file)) return File.ReadAllText(file);
        const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Secrets);
        else Directory.CreateDirectory(Secrets, OwnerAlone | UnixFileMode.UserExecute);
        string secret = RandomNumberGenerator.GetString(SecretAlphabet, 40);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = OwnerAlone;
        string draft = file + ".new";
        File.Delete(draft);
        using (var writer = new StreamWriter(draft, create)) writer.Write(secret);
        File.Move(draft, file);
        return secret;
    }
}
