using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.GraphQL.Tests.Oracle;
using Xunit;

[assembly: AssemblyFixture(typeof(OracleProcess))]

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// graphql-js in a Node process (tests/graphql-oracle), asked by JSON lines. One for the whole run, shared by the test classes. The
/// package is installed from its lock file when it is not there yet.
/// </summary>
public sealed class OracleProcess : IDisposable
{
    private static readonly JsonSerializerOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };
    private readonly Process process;
    private readonly Lock gate = new();

    public OracleProcess()
    {
        string folder = Path.Combine(RepositoryRoot(), "tests", "graphql-oracle");
        if (!File.Exists(Path.Combine(folder, "node_modules", "graphql", "package.json")))
            Install(folder);
        process = Start("node", folder, "oracle.mjs");
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    public JsonNode Ask(JsonObject request)
    {
        lock (gate)
        {
            process.StandardInput.WriteLine(request.ToJsonString(Ascii));
            process.StandardInput.Flush();
            string line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The oracle process has ended.");
            JsonNode answer = JsonNode.Parse(line)!;
            return answer["failure"] is { } failure ? throw new InvalidOperationException($"Oracle: {failure}") : answer;
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5_000))
            process.Kill();
        process.Dispose();
    }

    private static void Install(string folder)
    {
        using Process npm = Start("npm", folder, "ci", "--no-audit", "--no-fund", "--loglevel=error");
        string output = npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci failed in {folder}: {output}");
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
