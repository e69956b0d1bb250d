using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Platform.Scripting.Limits;

namespace Platform.Scripting.Processes;

/// <summary>A worker process and the connection to it. It is only ever ended by SIGKILL, and its exit code says nothing.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LeasesBetweenLooks = 128;

    private readonly Process _process;
    private readonly WorkerSocket _socket;
    private readonly Dictionary<int, ChannelWriter<WorkerMessage>> _runs = [];
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly int _maxSourceBytes;
    private int _sourceBytes;
    private TimeSpan _computedBefore;
    private bool _isDead;
    private int _leases;

    private WorkerProcess(Process process, WorkerSocket socket, int maxSourceBytes)
    {
        _process = process;
        _socket = socket;
        _maxSourceBytes = maxSourceBytes;
        // What whoever started it had at hand is nothing to a thread that lives as long as the worker.
        new Thread(Read) { IsBackground = true, Name = $"Hooks {process.Id}" }.UnsafeStart();
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whose scripts it ran last, or runs; null before the first. Only the pool asks.</summary>
    public Guid? LastTenant { get; set; }

    /// <summary>The process or its connection is gone.</summary>
    public bool IsDead => Volatile.Read(ref _isDead);

    /// <summary>
    /// It ended before it had read what was sent to it last, so nothing of that has begun: the system says so where a socket is closed with something left in it. Not every system does, and then it is false.
    /// </summary>
    public bool DiedUnread { get; private set; }

    /// <summary>Looks at the process itself: one that was killed while idle is seen before the end of its connection is read.</summary>
    public bool IsAlive()
    {
        if (!IsDead && _process.HasExited) MarkDead();
        return !IsDead;
    }

    /// <summary>Processor time of the process since it was last free.</summary>
    public TimeSpan ComputedInLease => Computed() - _computedBefore;

    /// <summary>Lets every other process of the machine go first, or not any more; false when the system does not allow it.</summary>
    public bool TryStandBack(bool isBack)
    {
        try
        {
            _process.PriorityClass = isBack ? ProcessPriorityClass.Idle : ProcessPriorityClass.Normal;
            return true;
        }
        catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether it has come to more memory than it should have while nothing runs in it. Looked at every so many leases, because asking the system takes longer than what it tells changes.
    /// </summary>
    /// <param name="mib">The most, in MiB.</param>
    public bool IsWorn(int mib)
    {
        if (++_leases % LeasesBetweenLooks != 0) return false;
        try
        {
            _process.Refresh();
            return _process.WorkingSet64 > mib * 1024L * 1024;
        }
        catch (InvalidOperationException)
        {
            // It has ended: whoever takes it next sees that.
            return false;
        }
    }

    /// <summary>Notes that the worker is free: what it computes from here on is the next lease's.</summary>
    public void MarkFree() => _computedBefore = Computed();

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <exception cref="ScriptingUnavailableException">It does not start.</exception>
    public static async Task<WorkerProcess> StartAsync(
        WorkerFiles files, Confinement confinement, WorkerListener listener, WorkerLimits workers, ScriptLimits scripts, CancellationToken cancellation)
    {
        string[] command =
        [
            .. confinement.Prefix, files.Node, "--no-node-snapshot", "--jitless",
            // All of the bootstrap is compiled once for the worker's life, and not by the first script that needs a part of it.
            "--no-lazy", "--no-flush-bytecode",
            // A collection takes less than waking others for it.
            "--single-threaded-gc", "--max-old-space-size=256", "--permission", "--allow-addons",
            $"--allow-fs-read={files.Source}{Path.DirectorySeparatorChar}*", $"--allow-fs-read={files.Packages}{Path.DirectorySeparatorChar}*",
            // How the loader of the prebuilt binary tells C libraries apart.
            "--allow-fs-read=/etc/alpine-release", "--no-warnings",
            Path.Combine(files.Source, "main.mjs"), Path.Combine(files.Packages, "package.json"),
        ];
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(workers.StartMs);
        Process process = Process.Start(start) ?? throw new ScriptingUnavailableException("A worker could not be started.");
        StringBuilder complaints = new();
        process.ErrorDataReceived += (_, line) => Keep(complaints, line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            (string token, Task<WorkerSocket> connected) = listener.Expect(limit.Token);
            string first = JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["socket"] = listener.Path,
                ["token"] = token,
                ["maxMessageBytes"] = listener.MaxMessageBytes,
                ["heapMb"] = scripts.HeapMb,
                ["bootstrap"] = files.Bootstrap(),
            });
            await process.StandardInput.WriteLineAsync(first.AsMemory(), limit.Token);
            await process.StandardInput.FlushAsync(limit.Token);
            Task exited = process.WaitForExitAsync(limit.Token);
            if (await Task.WhenAny(connected, exited) != connected) throw new IOException("The process ended.");
            return new WorkerProcess(process, await connected, workers.SourceBytes);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            End(process);
            cancellation.ThrowIfCancellationRequested();
            lock (complaints) throw new ScriptingUnavailableException($"A worker did not start. {complaints.ToString().Trim()}", failure);
        }
    }

    /// <summary>Begins to pass messages of a run on; the channel is completed when the worker is gone.</summary>
    public void Attach(int run, ChannelWriter<WorkerMessage> messages)
    {
        lock (_runs)
        {
            if (IsDead) messages.TryComplete();
            else _runs[run] = messages;
        }
    }

    /// <summary>Nobody waits for messages of the run any more.</summary>
    public void Detach(int run)
    {
        lock (_runs) _runs.Remove(run);
    }

    /// <summary>True when the sources must go along with the next run: the worker does not have them.</summary>
    public async ValueTask<bool> NeedsSourcesAsync(string hash, int bytes, TimeSpan patience, CancellationToken cancellation)
    {
        if (_sources.Contains(hash)) return false;
        if (_sourceBytes + bytes > _maxSourceBytes)
        {
            _sources.Clear();
            _sourceBytes = 0;
            await SendAsync("{\"t\":\"forget\"}"u8.ToArray(), default, patience, cancellation);
        }
        _sources.Add(hash);
        _sourceBytes += bytes;
        return true;
    }

    /// <summary>Sends a message; a worker that is gone, or does not read it in time, shows in the runs' channels.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            await _socket.SendAsync(head, body, patience, cancellation);
        }
        catch (TimeoutException)
        {
            Kill();
        }
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // A message that was not sent to its end was not read to its end.
            DiedUnread = true;
            Kill();
        }
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        End(_process);
        MarkDead();
    }

    /// <summary>Ends the process and gives everything back.</summary>
    public void Dispose()
    {
        Kill();
        _socket.Dispose();
        _process.Dispose();
    }

    private void Read()
    {
        while (_socket.Receive() is { } message)
        {
            if (!message.Head.TryGetProperty("run", out JsonElement run) || run.ValueKind != JsonValueKind.Number || !run.TryGetInt32(out int id)) continue;
            ChannelWriter<WorkerMessage>? messages;
            lock (_runs) _runs.TryGetValue(id, out messages);
            // Outside of the lock: whoever waits for the message goes on within this call.
            messages?.TryWrite(message);
        }

        if (_socket.WasReset) DiedUnread = true;
        End(_process);
        MarkDead();
    }

    private void MarkDead()
    {
        ChannelWriter<WorkerMessage>[] waiting;
        lock (_runs)
        {
            Volatile.Write(ref _isDead, true);
            waiting = [.. _runs.Values];
            _runs.Clear();
        }

        foreach (ChannelWriter<WorkerMessage> messages in waiting) messages.TryComplete();
    }

    private TimeSpan Computed()
    {
        if (ProcessorClock.Of(_process.Id) is { } time) return time;
        try
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has ended.
            return TimeSpan.MaxValue;
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }
    }

    private static void Keep(StringBuilder complaints, string? line)
    {
        const int Most = 4_000;
        lock (complaints)
        {
            if (line is not null && complaints.Length < Most) complaints.AppendLine(line);
        }
    }
}
