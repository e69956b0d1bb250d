using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Platform.Testing;

namespace Platform.Runtime.Tests.Hosting;

/// <summary>A host in a process of its own, started as operators start it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private HostProcess(Process process, int port)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
    }

    public HttpClient Client { get; }

    public string Output => string.Join('\n', _output);

    public static HostProcess Start(int port, params string[] arguments) => Start(port, new Dictionary<string, string>(), arguments);

    /// <summary>A host with more settings in its environment.</summary>
    public static HostProcess Start(int port, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartCommand(port, ["--port", port.ToString(CultureInfo.InvariantCulture), .. arguments], environment);

    /// <summary>
    /// A host whose data directory is a disk of its own, of a given size: a file system in memory, in a mount namespace that only this process and its children see. No
    /// privileges are needed where the system lets users have namespaces of their own.
    /// </summary>
    public static HostProcess StartOnSmallDisk(int port, string data, int megabytes)
    {
        string[] asUser = Environment.UserName == "root" ? [] : ["--map-current-user", "--keep-caps"];
        string[] disk = ["unshare", "--mount", .. asUser, "sh", "-c", $"mount -t tmpfs -o size={megabytes}m,mode=755 tmpfs \"$0\" && exec \"$@\"", data];
        return StartCommand(port, ["--port", port.ToString(CultureInfo.InvariantCulture), "--data", data], new Dictionary<string, string>(), disk);
    }

    /// <summary>A path as this process reaches it that the host sees.</summary>
    public string Reach(string path) => string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/root{path}");

    /// <summary>A command of the operator; returns its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> OperateAsync(params string[] arguments)
    {
        using HostProcess command = StartCommand(0, arguments, new Dictionary<string, string>());
        return (await command.EndAsync(), command.Output);
    }

    private static HostProcess StartCommand(int port, string[] arguments, IReadOnlyDictionary<string, string> environment, params string[] within)
    {
        string[] command = [.. within, "dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Runtime.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PLATFORM_USER_PASSWORD"] = TestHost.AdministratorPassword;
        start.Environment["PLATFORM_ADMIN_PASSWORD"] = TestHost.AdministratorPassword;
        // The apps would be installed each time; these tests are about the host itself.
        start.Environment["PLATFORM_APPS"] = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "no-apps")).FullName;
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new HostProcess(Process.Start(start)!, port);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public Task ServesAsync() => Eventually.HoldsAsync(
        async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException("The host ended:\n" + Output);
            return await IsReadyAsync();
        },
        "the host serves");

    /// <summary>Signs in, so that <see cref="Client"/> sends the session's token.</summary>
    public async Task BeginSessionAsync()
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync(
            "/auth/login", new { email = TestHost.AdministratorEmail, password = TestHost.AdministratorPassword });
        response.EnsureSuccessStatusCode();
        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Authorization = new("Bearer", body.GetProperty("token").GetString());
    }

    public async Task<HttpStatusCode> SignInAsync(string email = TestHost.AdministratorEmail)
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync(
            "/auth/login", new { email, password = TestHost.AdministratorPassword });
        return response.StatusCode;
    }

    /// <summary>SIGKILL: nothing of the host runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a supervisor stops it.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        Client.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage response = await Client.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
