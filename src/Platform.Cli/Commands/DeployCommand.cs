using System.CommandLine;
using System.Text.Json.Nodes;
using Platform.Cli.Packages;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app deploy</c>: brings a tenant to a package, wholly or not at all.</summary>
internal static class DeployCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> package = AppCommand.PackageArgument();
        ServerAddress server = new();
        Consent consent = new();
        RunningOption running = new();
        Command command = new("deploy", "Bring a tenant to the package, wholly or not at all") { package };
        consent.AddTo(command);
        running.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            using DesignClient client = server.Connect(call);
            PackageSource source = PackageSource.Read(call.GetValue(package)!);
            JsonArray edits = await PackageEdits.MakeAsync(console, source, client, cancellation);
            JsonArray choices = running.Choices(call);
            PlanAnswer plan = await client.PlanAsync(edits, choices, cancellation);
            if (!consent.IsGiven(console, call, plan)) return 0;
            string reason = consent.Reason(call) is { Length: > 0 } given ? given : $"{source.Manifest.Name} {source.Manifest.Version}";
            long revision = await client.ApplyAsync(edits, choices, reason, plan.FromRevision, consent.Accepted(call), cancellation);
            console.WriteLine($"Deployed {source.Manifest.Name} {source.Manifest.Version}: revision {revision}. Back: platform app rollback {plan.FromRevision}");
            return 0;
        });
        return command;
    }
}
