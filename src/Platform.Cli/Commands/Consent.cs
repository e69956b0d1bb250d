using System.CommandLine;
using Platform.Cli.Printing;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary>Whether a plan may be carried out: options and questions that commands share which change a tenant.</summary>
internal sealed class Consent
{
    private readonly Option<string[]> _accept = new("--accept") { Description = "Codes of hazards that are accepted, such as DATA_LOSS", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask" };
    private readonly Option<string> _reason = new("--reason") { Description = "Kept with the revision", DefaultValueFactory = _ => string.Empty };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_accept);
        command.Options.Add(_yes);
        command.Options.Add(_reason);
    }

    /// <summary>Codes that were accepted.</summary>
    public string[] Accepted(ParseResult call) => call.GetValue(_accept) ?? [];

    /// <summary>The reason given; empty for none.</summary>
    public string Reason(ParseResult call) => call.GetValue(_reason)!;

    /// <summary>Prints the plan and finds out whether it may be carried out. Without a terminal to ask at, <c>--yes</c> is needed.</summary>
    /// <exception cref="CommandException">It may not.</exception>
    public bool IsGiven(IAnsiConsole console, ParseResult call, PlanAnswer plan)
    {
        PlanPrinter.Print(console, plan, withStatements: false);
        if (plan.IsEmpty && plan.Diagnostics.Count == 0) return false;
        if (!plan.CanApply && !PlanCommand.IsAcceptable(plan)) throw new CommandException("This cannot be applied. Nothing was changed.");
        string[] missing = [.. plan.ToAccept.Except(Accepted(call))];
        if (missing.Length > 0) throw new CommandException($"To go on, accept what it does to the records: --accept {string.Join(' ', plan.ToAccept)}. Nothing was changed.");
        if (call.GetValue(_yes)) return true;
        if (!console.Profile.Capabilities.Interactive) throw new CommandException("There is no terminal to ask at: add --yes. Nothing was changed.");
        return console.Confirm("Apply?", defaultValue: false);
    }
}
