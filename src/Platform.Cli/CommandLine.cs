using System.CommandLine;
using Platform.Cli.Commands;
using Spectre.Console;

namespace Platform.Cli;

/// <summary>The program: from its arguments to its exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <param name="arguments">Arguments of the program.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where the reason goes when a command could not do what it was asked.</param>
    /// <returns>0: done. 1: not done, or findings or differences were reported; the commands say which.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        RootCommand root = new("Packages of the platform: make, check, deploy, go back.") { AppCommand.Build(ConsoleOn(output)), HooksCommand.Build(ConsoleOn(output)) };
        try
        {
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (CommandException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    // Colours and the width of a window are for terminals; files and other programs get plain, unbroken lines.
    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        bool isTerminal = output == Console.Out && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal && !Console.IsInputRedirected ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!isTerminal) console.Profile.Width = int.MaxValue;
        return console;
    }
}
