using System.Diagnostics;
using System.Globalization;

namespace Platform.Scripting.Processes;

/// <summary>
/// What the operating system takes away from worker processes. Each measure is tried once; what a machine does not offer is left out and told in
/// the health report, because the isolates inside the process hold without it.
/// </summary>
public sealed record Confinement
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Program and arguments that a worker's command line is put behind.</summary>
    public required IReadOnlyList<string> Prefix { get; init; }

    /// <summary>The worker has no network of the machine's.</summary>
    public bool HasNoNetwork { get; init; }

    /// <summary>The worker runs as a user that owns nothing, or as the unprivileged one that the host runs as.</summary>
    public bool IsUnprivileged { get; init; }

    /// <summary>The worker cannot gain privileges.</summary>
    public bool HasNoNewPrivileges { get; init; }

    /// <summary>The operating system limits the worker's memory.</summary>
    public bool HasMemoryLimit { get; init; }

    /// <summary>Finds out what this machine offers.</summary>
    /// <param name="files">What the worker has to be able to read.</param>
    /// <param name="processMb">Data memory of a worker, in MiB.</param>
    public static Confinement Find(WorkerFiles files, int processMb)
    {
        List<string> prefix = [];
        bool network = Extend(prefix, "unshare", "--net") || Extend(prefix, "unshare", "--user", "--net");
        string bytes = ((long)processMb * 1024 * 1024).ToString(CultureInfo.InvariantCulture);
        bool memory = Extend(prefix, "prlimit", $"--data={bytes}", "--core=0", "--nofile=256");
        bool isRoot = Environment.IsPrivilegedProcess;
        string[] reads = [files.Node, Path.Combine(files.Packages, "node_modules", "isolated-vm", "package.json"), Path.Combine(files.Source, "main.mjs")];
        bool dropped = isRoot && Extend(
            prefix, reads, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all");
        bool privileges = dropped || Extend(prefix, "setpriv", "--no-new-privs");
        return new Confinement
        {
            Prefix = prefix,
            HasNoNetwork = network,
            IsUnprivileged = dropped || !isRoot,
            HasNoNewPrivileges = privileges,
            HasMemoryLimit = memory,
        };
    }

    private static bool Extend(List<string> prefix, params string[] command) => Extend(prefix, [], command);

    /// <summary>Puts a command behind the prefix if a program still runs behind it, and can read the files.</summary>
    private static bool Extend(List<string> prefix, string[] reads, params string[] command)
    {
        if (!OperatingSystem.IsLinux()) return false;
        string[][] tries = reads.Length == 0 ? [["true"]] : [.. reads.Select(file => new[] { "test", "-r", file })];
        if (!tries.All(test => Succeeds([.. prefix, .. command, .. test]))) return false;
        prefix.AddRange(command);
        return true;
    }

    private static bool Succeeds(IReadOnlyList<string> command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true });
            if (process is null) return false;
            if (process.WaitForExit(Patience)) return process.ExitCode == 0;
            process.Kill();
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
