using System.CommandLine;
using System.Text.Json.Nodes;

namespace Platform.Cli.Commands;

/// <summary><c>--running</c>: what becomes of the pending requests of approval flows that a deploy changes.</summary>
internal sealed class RunningOption
{
    private static readonly HashSet<string> Actions = new(StringComparer.OrdinalIgnoreCase) { "keep", "move", "cancel" };

    private readonly Option<string[]> _running = new("--running")
    {
        Description = "What becomes of pending requests of a flow: FLOW=keep, FLOW=cancel, FLOW=move, or FLOW=move:OLD>NEW,OLD>NEW for steps with new names",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _note = new("--running-note") { Description = "What the trails of those requests say about it" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_running);
        command.Options.Add(_note);
    }

    /// <summary>The choices as the API takes them.</summary>
    /// <exception cref="CommandException">One is none.</exception>
    public JsonArray Choices(ParseResult call) => new([.. (call.GetValue(_running) ?? []).Select(text => (JsonNode)Choice(text, call.GetValue(_note)))]);

    private static JsonObject Choice(string text, string? note)
    {
        string[] parts = text.Split('=', 2), how = parts.Length == 2 ? parts[1].Split(':', 2) : [];
        if (how.Length == 0 || parts[0].Length == 0 || !Actions.Contains(how[0])) throw Misunderstood(text);
        JsonArray steps = [];
        foreach (string rename in how.Length == 2 ? how[1].Split(',') : [])
        {
            string[] names = rename.Split('>', 2);
            if (names.Length != 2 || names[0].Length == 0 || names[1].Length == 0 || !how[0].Equals("move", StringComparison.OrdinalIgnoreCase)) throw Misunderstood(text);
            steps.Add((JsonNode)new JsonObject { ["from"] = names[0], ["to"] = names[1] });
        }

        return new JsonObject { ["flow"] = parts[0], ["action"] = how[0].ToUpperInvariant(), ["steps"] = steps, ["note"] = note };
    }

    private static CommandException Misunderstood(string text) => new($"--running {text}: say FLOW=keep, FLOW=move, FLOW=move:OLD>NEW or FLOW=cancel.");
}
