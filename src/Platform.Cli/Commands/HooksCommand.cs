using System.CommandLine;
using System.Text.Json.Nodes;
using Platform.Cli.Packages;
using Platform.Cli.Printing;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>hooks</c>: runs of hooks on a server.</summary>
internal static class HooksCommand
{
    /// <summary>The command with its own ones.</summary>
    /// <param name="console">Where the commands write.</param>
    public static Command Build(IAnsiConsole console) => new("hooks", "Runs of hooks on a server") { Replay(console) };

    private static Command Replay(IAnsiConsole console)
    {
        Argument<string> trace = new("trace") { Description = "Id of the trace: \"traceId\" of the error, or the end of its address in the studio" };
        Option<int> run = new("--run") { Description = "Which of its runs, counted from 0" };
        Option<string?> package = new("--package") { Description = "Folder or archive of a package whose sources run, instead of those on the server" };
        ServerAddress server = new();
        Command command = new("replay", "Repeat a run from its trace; changes nothing. Exit code 1: it ended differently") { trace, run, package };
        server.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            using DesignClient client = server.Connect(call);
            JsonArray edits = call.GetValue(package) is { } folder ? await PackageEdits.MakeAsync(console, PackageSource.Read(folder), client, cancellation) : [];
            ReplayAnswer answer = await client.ReplayAsync(call.GetValue(trace)!, call.GetValue(run), edits, cancellation);
            Print(console, answer);
            return answer.Same ? 0 : 1;
        });
        return command;
    }

    private static void Print(IAnsiConsole console, ReplayAnswer answer)
    {
        foreach (JsonNode? line in answer.Now["log"]!.AsArray()) console.WriteLine($"{line!["level"]}  {line["text"]}");
        if (answer.Now["failure"] is { } failure) console.WriteLine($"{failure["stack"] ?? failure["message"]}", new Style(Color.Red));
        if (answer.Same)
        {
            console.WriteLine("It ends as it did.");
            return;
        }

        console.WriteLine("It ends differently:", new Style(decoration: Decoration.Bold));
        foreach (ReplayDifference difference in answer.Differences) console.WriteLine($"  {difference.Path}: {BackTestPrinter.Text(difference.Before)} → {BackTestPrinter.Text(difference.After)}");
    }
}
