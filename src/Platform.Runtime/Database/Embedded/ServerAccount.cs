using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Platform.Runtime.Database.Embedded;

/// <summary>
/// The operating-system account that the server's programs run as. For an ordinary user it is that user; PostgreSQL refuses to run as
/// root, so root's programs are started through <c>setpriv</c> as an unprivileged account that owns the data directory and nothing else.
/// </summary>
internal sealed class ServerAccount
{
    private readonly uint userId;
    private readonly uint groupId;
    private readonly bool isDropped;

    private ServerAccount(uint userId, uint groupId, bool isDropped)
    {
        this.userId = userId;
        this.groupId = groupId;
        this.isDropped = isDropped;
    }

    /// <summary>Chooses the account.</summary>
    /// <param name="dataDirectory">Data directory; when it exists, its owner is the account.</param>
    /// <param name="unprivilegedUser">Account that root drops to when there is no data directory yet.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DatabaseStartException">
    /// <c>DATABASE_DIRECTORY_OWNER</c>: the data directory is another user's; <c>DATABASE_ACCOUNT</c>: no account to drop to.
    /// </exception>
    internal static async Task<ServerAccount> ChooseAsync(string dataDirectory, string unprivilegedUser, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows()) return new ServerAccount(0, 0, false);
        uint me = NativeMethods.geteuid();
        (uint User, uint Group)? owner = Directory.Exists(dataDirectory) ? await OwnerAsync(dataDirectory, cancellation) : null;
        if (me != 0)
        {
            if (owner is { } other && other.User != me)
            {
                throw new DatabaseStartException(
                    "DATABASE_DIRECTORY_OWNER",
                    $"The data directory '{dataDirectory}' belongs to user id {other.User}, and this process runs as {me}. " +
                    "Start as that user or as root, or name another directory with --data.");
            }
            return new ServerAccount(me, NativeMethods.getegid(), false);
        }
        if (owner is { User: not 0 } existing) return new ServerAccount(existing.User, existing.Group, true);
        (uint user, uint group) = FindUser(unprivilegedUser);
        return new ServerAccount(user, group, true);
    }

    /// <summary>Makes the account the owner of a file or folder (not of what is inside).</summary>
    internal void Own(string path)
    {
        if (isDropped && NativeMethods.chown(Encoding.UTF8.GetBytes(path + '\0'), userId, groupId) != 0)
            throw new IOException($"Could not give '{path}' to user id {userId}: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Program and leading arguments that make what follows run as the account.</summary>
    /// <param name="mustReach">Files and folders that the account has to reach.</param>
    internal IReadOnlyList<string> CommandPrefix(params ReadOnlySpan<string> mustReach)
    {
        if (!isDropped) return [];
        var prefix = new List<string>
        {
            "setpriv",
            "--reuid=" + userId.ToString(CultureInfo.InvariantCulture),
            "--regid=" + groupId.ToString(CultureInfo.InvariantCulture),
            "--clear-groups",
        };
        foreach (string path in mustReach)
        {
            if (IsReachable(path)) continue;
            // A checkout under a folder that only root may enter, such as /root: let the account pass through, but not write.
            string capability = TraversalCapability(path);
            prefix.Add("--inh-caps=-all,+" + capability);
            prefix.Add("--ambient-caps=-all,+" + capability);
            prefix.Add("--bounding-set=-all,+" + capability);
            return prefix;
        }
        prefix.Add("--inh-caps=-all");
        prefix.Add("--bounding-set=-all");
        return prefix;
    }

    private static bool IsReachable(string path)
    {
        for (DirectoryInfo? folder = new DirectoryInfo(path).Parent; folder is not null; folder = folder.Parent)
        {
            if ((folder.UnixFileMode & UnixFileMode.OtherExecute) == 0) return false;
        }
        return true;
    }

    private static string TraversalCapability(string path)
    {
        const int DacOverride = 1;
        const int DacReadSearch = 2;
        ulong held = HeldCapabilities();
        if ((held & (1UL << DacReadSearch)) != 0) return "dac_read_search";
        if ((held & (1UL << DacOverride)) != 0) return "dac_override";
        throw new DatabaseStartException(
            "DATABASE_DIRECTORY_UNREACHABLE",
            $"'{path}' lies under a folder that only root may enter, and PostgreSQL does not run as root. " +
            "Name a data directory that other users can reach with --data, or start as an ordinary user.");
    }

    private static ulong HeldCapabilities()
    {
        const string Field = "CapPrm:";
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(Field, StringComparison.Ordinal))
                return ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return 0;
    }

    private static (uint User, uint Group) FindUser(string name)
    {
        foreach (string line in File.ReadLines("/etc/passwd"))
        {
            string[] parts = line.Split(':');
            if (parts.Length > 3 && parts[0] == name && parts[2] != "0") return (ParseId(parts[2]), ParseId(parts[3]));
        }
        throw new DatabaseStartException(
            "DATABASE_ACCOUNT",
            $"PostgreSQL does not run as root, and there is no account '{name}' to run it as. " +
            "Start as an ordinary user, or name a database with --database.");
    }

    private static async Task<(uint User, uint Group)> OwnerAsync(string path, CancellationToken cancellation)
    {
        string[] arguments = OperatingSystem.IsMacOS() ? ["-f", "%u %g", path] : ["-c", "%u %g", path];
        ProgramResult result = await ProgramRunner.RunAsync("stat", arguments, cancellation);
        if (result.ExitCode != 0) throw new IOException($"Could not read the owner of '{path}': {result.Output}");
        string[] ids = result.Output.Trim().Split(' ');
        return (ParseId(ids[0]), ParseId(ids[1]));
    }

    private static uint ParseId(string text) => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static class NativeMethods
    {
        [DllImport("libc", ExactSpelling = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern uint geteuid();

        [DllImport("libc", ExactSpelling = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern uint getegid();

        [DllImport("libc", ExactSpelling = true, SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int chown(byte[] zeroTerminatedPath, uint owner, uint group);
    }
}
