using System.Text.Json;

namespace Platform.Runtime.Demo.Specification;

/// <summary>The settings of a demo specification (<c>demo.json</c>).</summary>
/// <param name="Seed">Seed unless the options give another.</param>
/// <param name="Leading">Rows of the leading object by size; every <c>perBase</c> is a multiple of it.</param>
/// <param name="UtcOffset">Offset of the business's clock, for office hours and for the date parts of numbers.</param>
/// <param name="Submissions">What is put before those who approve.</param>
internal sealed record DemoSettings(long Seed, IReadOnlyDictionary<DemoSize, int> Leading, TimeSpan UtcOffset, IReadOnlyList<DemoSubmission> Submissions)
{
    private static readonly string[] Known = ["description", "seed", "sizes", "utcOffsetHours", "submissions"];

    /// <summary>Reads <c>demo.json</c>; null when it is not usable.</summary>
    public static DemoSettings? Read(DemoFile file, List<DemoProblem> problems)
    {
        int before = problems.Count;
        foreach (JsonProperty property in file.Root.EnumerateObject())
        {
            if (!Known.Contains(property.Name)) problems.Add(new(file.Name, "/" + property.Name, $"Unknown key; known are {string.Join(", ", Known)}."));
        }

        long seed = 0;
        if (!file.Root.TryGetProperty("seed", out JsonElement seedElement) || seedElement.ValueKind != JsonValueKind.Number || !seedElement.TryGetInt64(out seed))
        {
            problems.Add(new(file.Name, "/seed", "A whole number is needed."));
        }

        double offset = 0;
        if (file.Root.TryGetProperty("utcOffsetHours", out JsonElement offsetElement)
            && (offsetElement.ValueKind != JsonValueKind.Number || !offsetElement.TryGetDouble(out offset) || Math.Abs(offset) > 14))
        {
            problems.Add(new(file.Name, "/utcOffsetHours", "A number of hours between -14 and 14 is needed."));
        }

        Dictionary<DemoSize, int> sizes = [];
        foreach (DemoSize size in Enum.GetValues<DemoSize>())
        {
            if (file.Root.TryGetProperty("sizes", out JsonElement all) && all.ValueKind == JsonValueKind.Object
                && all.TryGetProperty(size.ToString(), out JsonElement count) && count.ValueKind == JsonValueKind.Number
                && count.TryGetInt32(out int rows) && rows > 0)
            {
                sizes[size] = rows;
            }
            else
            {
                problems.Add(new(file.Name, $"/sizes/{size}", "The number of rows of the leading object is needed."));
            }
        }

        IReadOnlyList<DemoSubmission> submissions = DemoSubmission.ReadAll(file, problems);
        return problems.Count == before ? new DemoSettings(seed, sizes, TimeSpan.FromHours(offset), submissions) : null;
    }
}
