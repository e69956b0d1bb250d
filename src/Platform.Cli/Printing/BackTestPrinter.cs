using System.Text.Json.Nodes;
using Platform.Cli.Server;
using Spectre.Console;

namespace Platform.Cli.Printing;

/// <summary>Saves that come out differently, for the terminal.</summary>
internal static class BackTestPrinter
{
    /// <summary>Prints a save: <c>2026-11-02T08:00:00.000Z Lead 0194… beforeInsert: accepted → refused</c>, and what differs.</summary>
    public static void Print(IAnsiConsole console, BackTestDifference difference)
    {
        console.WriteLine($"  {difference.At} {difference.Object} {difference.Record} {difference.Hook} {difference.Event}: {Word(difference.Before)} → {Word(difference.After)}");
        Print(console, "before", difference.Before);
        Print(console, "after", difference.After);
        foreach (BackTestField field in difference.Fields) console.WriteLine($"      {field.Name}: {Text(field.Before)} → {Text(field.After)}");
    }

    /// <summary>A JSON value on one line.</summary>
    public static string Text(JsonNode? value) => value?.ToJsonString(JsonDifference.Readable) ?? "nothing";

    private static void Print(IAnsiConsole console, string side, BackTestOutcome outcome)
    {
        if (outcome.Message is { } said) console.WriteLine($"      {side}: {Said(said, outcome.Place)}");
        foreach (BackTestWrite write in outcome.Writes) console.WriteLine($"      {side}: {write.Kind.ToLowerInvariant()} {write.Object} {write.Record} {Text(write.Values)}");
    }

    private static string Word(BackTestOutcome outcome) => outcome.Outcome.ToLowerInvariant();

    private static string Said(string message, string? place) => place is null ? message : $"{message} ({place})";
}
