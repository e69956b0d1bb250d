using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>The browser's evaluator of expressions in a Node process (tests/expression-oracle), asked by JSON lines.</summary>
internal sealed class BrowserEvaluator : IDisposable
{
    private readonly Process process;

    public BrowserEvaluator()
    {
        string folder = Path.Combine(RepositoryRoot(), "tests", "expression-oracle");
        if (!File.Exists(Path.Combine(folder, "node_modules", "typescript", "package.json"))) Install(folder);
        process = Start("node", folder, "oracle.mjs");
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    public JsonNode Ask(JsonObject request)
    {
        process.StandardInput.WriteLine(request.ToJsonString());
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The browser's evaluator has ended.");
        JsonNode answer = JsonNode.Parse(line)!;
        return answer["failure"] is { } failure ? throw new InvalidOperationException($"Browser: {failure}") : answer;
    }

    /// <summary>The values of a tree over each context, numbers and times as text.</summary>
    public JsonArray Evaluate(string tree, JsonArray contexts) =>
        Ask(new JsonObject { ["tree"] = JsonNode.Parse(tree, null, new JsonDocumentOptions { MaxDepth = 1_000 }), ["contexts"] = contexts.DeepClone() })["values"]!.AsArray();

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5_000)) process.Kill();
        process.Dispose();
    }

    private static void Install(string folder)
    {
        using Process npm = Start("npm", folder, "ci", "--no-audit", "--no-fund", "--loglevel=error");
        string output = npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed in {folder}: {output}");
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
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
