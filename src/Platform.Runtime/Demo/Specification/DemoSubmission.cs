using System.Text.Json;

namespace Platform.Runtime.Demo.Specification;

/// <summary>Records that their owners put before those who approve once everything is loaded: <c>submissions</c> of <c>demo.json</c>.</summary>
/// <param name="Flow">Name of the approval flow.</param>
/// <param name="Field">Field that tells which records: as a rule their status.</param>
/// <param name="Value">Value of it.</param>
internal sealed record DemoSubmission(string Flow, string Field, string Value)
{
    /// <summary>Reads the list; an entry that is not usable is told and left out.</summary>
    public static IReadOnlyList<DemoSubmission> ReadAll(DemoFile file, List<DemoProblem> problems)
    {
        if (!file.Root.TryGetProperty("submissions", out JsonElement list)) return [];
        List<DemoSubmission> submissions = [];
        if (list.ValueKind != JsonValueKind.Array) problems.Add(new(file.Name, "/submissions", "A list is needed."));
        else foreach (JsonElement entry in list.EnumerateArray())
        {
            if (Text("flow") is { } flow && Text("field") is { } field && Text("value") is { } value) submissions.Add(new DemoSubmission(flow, field, value));
            else problems.Add(new(file.Name, $"/submissions/{submissions.Count}", "A flow, a field and a value are needed."));

            string? Text(string name) =>
                entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }

        return submissions;
    }
}
