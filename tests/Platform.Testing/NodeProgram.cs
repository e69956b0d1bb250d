using System.Diagnostics;
using System.Text.Json;

namespace Platform.Testing;

/// <summary>
/// Programs of <c>tests/graphql-clients</c>, run by Node. The packages are installed from the lock file when they are not there yet.
/// </summary>
public static class NodeProgram
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Runs a program to its end and reads what it printed as JSON; one that fails, fails the test with what it said.</summary>
    /// <param name="script">File name.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        string folder = Path.Combine(Root(), "tests", "graphql-clients");
        await InstallAsync(folder);
        string output = await RunAsync(folder, "node", ["--no-warnings", script, .. arguments]);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    private static async Task InstallAsync(string folder)
    {
        await Installing.WaitAsync();
        try
        {
            string installed = Path.Combine(folder, "node_modules", ".package-lock.json");
            if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
                await RunAsync(folder, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<string> RunAsync(string folder, string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return await output;
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments.Take(2))} ended with {process.ExitCode}: {await errors}{await output}");
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
