using System.Text.Json.Nodes;
using Platform.Cli.Printing;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Commands;

/// <summary>The back-test of a plan: its hooks over the saves of the last month, part by part.</summary>
internal static class BackTest
{
    private const int MostSaves = 1_000;

    /// <summary>Runs it, and prints what comes out differently.</summary>
    public static async Task RunAsync(IAnsiConsole console, DesignClient client, JsonArray edits, CancellationToken cancellation)
    {
        console.WriteLine("Hooks over the saves of the last 30 days", new Style(decoration: Decoration.Bold));
        int tried = 0, differing = 0;
        string? next = null;
        do
        {
            BackTestAnswer part = await client.BackTestAsync(edits, next, cancellation);
            if (next is null)
            {
                foreach (BackTestLeftOut left in part.LeftOut) console.WriteLine($"  {left.Hook} is not tried: {Reason(left.Reason)}");
                if (part.Hooks.Count == 0)
                {
                    console.WriteLine("  No hook changes that writes wait for and that can be tried.");
                    return;
                }
            }

            foreach (BackTestDifference difference in part.Differences) BackTestPrinter.Print(console, difference);
            tried += part.Tried;
            differing += part.Differing;
            next = part.Next;
        }
        while (next is not null && tried < MostSaves);
        console.WriteLine($"  {tried} saves tried, {differing} come out differently.{(next is null ? "" : " Older ones were not tried.")}");
    }

    private static string Reason(string code) => code switch
    {
        "NOT_READABLE" => "the key may not read every record of its object.",
        "NO_HISTORY" => "its object keeps no history.",
        _ => code,
    };
}
