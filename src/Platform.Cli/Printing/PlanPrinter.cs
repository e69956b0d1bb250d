using System.Globalization;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Printing;

/// <summary>A plan for the terminal: what changes, what that does to the records, what stands in the way.</summary>
internal static class PlanPrinter
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    /// <summary>Prints a plan.</summary>
    public static void Print(IAnsiConsole console, PlanAnswer plan, bool withStatements)
    {
        if (plan.Diagnostics.Count > 0)
        {
            console.WriteLine("Findings", Heading);
            FindingPrinter.Print(console, plan.Diagnostics);
        }

        if (plan.IsEmpty && plan.Diagnostics.Count == 0)
        {
            console.WriteLine($"Nothing changes: revision {plan.FromRevision} has it all.");
            return;
        }

        if (plan.Changes.Count > 0) console.WriteLine($"Changes to revision {plan.FromRevision}", Heading);
        foreach (PlanChange change in plan.Changes) console.WriteLine($"  {change.Text}");
        if (plan.Hazards.Count > 0) console.WriteLine("What that does to the records", Heading);
        foreach (PlanHazard hazard in plan.Hazards) Print(console, hazard);
        if (plan.Running.Count > 0) console.WriteLine("Pending approval requests", Heading);
        foreach (PlanRunning running in plan.Running) Print(console, running);
        if (!withStatements || plan.Statements.Count == 0) return;
        console.WriteLine("Statements", Heading);
        foreach (PlanStatement statement in plan.Statements) console.WriteLine($"  {statement.Sql}{(statement.Background ? "   -- in the background" : string.Empty)}");
    }

    private static void Print(IAnsiConsole console, PlanRunning running)
    {
        string what = running.Action switch { "MOVE" => "go over to the new version", "CANCEL" => "end", _ => "go on by their version" };
        console.WriteLine($"  {running.Flow}{(running.Removed ? " (removed)" : string.Empty)}: {running.Count} {what}; --running {running.Flow}=keep|move|cancel chooses");
        foreach (PlanRunningStep step in running.Steps)
        {
            string to = running.Action != "MOVE" || step.To == step.Step ? string.Empty : step.To is { } next ? $" → {next}" : " → what follows";
            console.WriteLine($"      {step.Step}: {step.Waiting} waiting{to}");
        }

        foreach (PlanRequest request in running.Requests.Take(3)) console.WriteLine($"      {request.Object} {request.RecordName ?? request.Record}");
    }

    private static void Print(IAnsiConsole console, PlanHazard hazard)
    {
        Color color = hazard.Severity switch { "BLOCK" => Color.Red, "CONFIRM" => Color.Yellow, _ => Color.Default };
        string count = hazard.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" [{hazard.Count:0}]") : string.Empty;
        console.WriteLine($"  {hazard.Severity.ToLowerInvariant()} {hazard.Code}{count}: {hazard.Message}", new Style(color));
        foreach (PlanSample sample in hazard.Samples.Take(3)) console.WriteLine($"      {sample.Id} {sample.Value}".TrimEnd());
    }
}
