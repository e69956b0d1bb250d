using System.CommandLine;
using System.Text.Json.Nodes;
using Platform.Cli.Packages;
using Platform.Cli.Printing;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary><c>app plan</c>: what deploying a package would do to a tenant. Nothing is changed.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Build(IAnsiConsole console)
    {
        Argument<string> package = AppCommand.PackageArgument();
        Option<bool> statements = new("--sql") { Description = "Print the statements of the database too" };
        Option<bool> backTest = new("--backtest") { Description = "Run changed hooks over the saves of the last month too, and list what comes out differently" };
        RunningOption running = new();
        ServerAddress server = new();
        Command command = new("plan", "Show what a deploy would do; changes nothing") { package, statements, backTest };
        running.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (call, cancellation) =>
        {
            using DesignClient client = server.Connect(call);
            JsonArray edits = await PackageEdits.MakeAsync(console, PackageSource.Read(call.GetValue(package)!), client, cancellation);
            PlanAnswer plan = await client.PlanAsync(edits, running.Choices(call), cancellation);
            PlanPrinter.Print(console, plan, call.GetValue(statements));
            if (call.GetValue(backTest)) await BackTest.RunAsync(console, client, edits, cancellation);
            if (plan.ToAccept.Count > 0) console.WriteLine($"To deploy: --accept {string.Join(' ', plan.ToAccept)}");
            return plan.IsEmpty || plan.CanApply || IsAcceptable(plan) ? 0 : 1;
        });
        return command;
    }

    /// <summary>Nothing stands in the way but hazards that can be accepted.</summary>
    public static bool IsAcceptable(PlanAnswer plan) =>
        !plan.Diagnostics.Any(d => d.Severity.Equals("error", StringComparison.OrdinalIgnoreCase)) && plan.Hazards.All(h => h.Severity != "BLOCK");
}
