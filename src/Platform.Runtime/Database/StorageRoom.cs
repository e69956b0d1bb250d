using Platform.Runtime.Configuration;

namespace Platform.Runtime.Database;

/// <summary>
/// Keeps the last part of the disk for the embedded server's own work. A server that cannot write its log stops altogether, reading included; so writes are
/// refused before it comes to that, and go on by themselves when there is room again. A server that others run sees to its own disk.
/// </summary>
/// <param name="options">Options of the host: the data directory.</param>
/// <param name="database">The database server.</param>
public sealed class StorageRoom(PlatformOptions options, DatabaseServer database)
{
    /// <summary>Bytes that are kept: some segments of the log (16 MiB each), for what is under way and for checkpoints.</summary>
    public const long Reserve = 64L * 1024 * 1024;

    private readonly DriveInfo? _disk = OperatingSystem.IsWindows() ? null : new DriveInfo(options.DataDirectory);

    /// <summary>To be asked before records or documents are written.</summary>
    /// <exception cref="StorageFullException">No more than <see cref="Reserve"/> is left.</exception>
    public void RequireForRecords()
    {
        if (database.IsEmbedded) Require(0);
    }

    /// <summary>To be asked before a file is taken in.</summary>
    /// <param name="bytes">Its size; 0 when it is not known yet.</param>
    /// <exception cref="StorageFullException">No more than <see cref="Reserve"/> would be left.</exception>
    public void RequireForFile(long bytes) => Require(bytes);

    private void Require(long bytes)
    {
        if (_disk is { IsReady: true } && _disk.AvailableFreeSpace - bytes < Reserve) throw new StorageFullException();
    }
}
