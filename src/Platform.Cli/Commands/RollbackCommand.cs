using System.CommandLine;
using System.Text.Json.Nodes;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app rollback</c>: brings a tenant's documents back to an earlier revision, with the data that were set aside since.</summary>
internal static class RollbackCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<int> revision = new("revision") { Description = "Number of the revision to go back to" };
        ServerAddress server = new();
        Consent consent = new();
        RunningOption running = new();
        Command command = new("rollback", "Go back to an earlier revision, with the data of that time") { revision };
        consent.AddTo(command);
        running.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            using DesignClient client = server.Connect(call);
            int to = call.GetValue(revision);
            JsonArray choices = running.Choices(call);
            PlanAnswer plan = await client.PlanRollbackAsync(to, choices, cancellation);
            if (!consent.IsGiven(console, call, plan)) return 0;
            long made = await client.RollbackAsync(to, choices, consent.Reason(call), plan.FromRevision, consent.Accepted(call), cancellation);
            console.WriteLine($"Back at the documents of revision {to}: revision {made}.");
            return 0;
        });
        return command;
    }
}
